package io.weir.metadata.work;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A thread whose steps find what others left goes on looking, whatever one of them meets. */
class StepThreadTest {

    private final AtomicInteger steps = new AtomicInteger();
    private final StepThread thread = new StepThread("steps", this::step);

    /** As a class that is not there, or memory that was not enough, shows itself. */
    private boolean step() {
        if (steps.incrementAndGet() == 1) {
            throw new NoClassDefFoundError("of a step");
        }
        return false;
    }

    @Test
    void anErrorEndsOneStepOnly() {
        thread.start(Duration.ofMillis(1));
        try {
            await().until(() -> steps.get() > 2);
        } finally {
            thread.stop();
        }
    }
}
