package io.weir.lineage.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.support.problem.ProblemException;
import io.weir.support.tracing.Spans;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes events of any number of requests at a time and commits those that come together in one transaction: while one
 * group is being committed the next one gathers. A request returns after its own events are committed, so an event that
 * was accepted survives everything; a request alone waits for nobody.
 */
@Component
public class EventIntake implements SmartLifecycle {

    /** After the port is closed: calls that have begun before still bring events. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final GroupCommit groups;
    private final Spans spans;

    EventIntake(Events events, MeterRegistry meters, Spans spans) {
        this.groups = new GroupCommit(events, meters, spans);
        this.spans = spans;
    }

    /** Appends and applies events, all or none. Returns when they are committed. */
    public void take(List<LineageEvent> events) {
        Pending pending = new Pending(events, spans.origin());
        if (!groups.offer(pending)) {
            throw ProblemException.unavailable("More events wait than can be taken now", RETRY_AFTER, null);
        }
        try {
            pending.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw ProblemException.unavailable("The events could not be committed in time", RETRY_AFTER, slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping", RETRY_AFTER, stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("events could not be taken", failed.getCause());
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        groups.start();
    }

    /** Commits what was taken before. */
    @Override
    public void stop() {
        groups.stop();
    }

    @Override
    public boolean isRunning() {
        return groups.isRunning();
    }
}
