package io.weir.support.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has a new key made in time. A file that cannot be written, as a mounted secret, is rotated by who mounts it. */
final class KeyRotation implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final int LOOKS_A_PERIOD = 24;

    private final SigningKeys keys;
    private final Duration period;
    private @Nullable ScheduledExecutorService thread;

    KeyRotation(SigningKeys keys, Duration period) {
        this.keys = keys;
        this.period = period;
    }

    /** Makes the first key too, so that programs beside the platform find it when the platform is up. */
    @Override
    public synchronized void start() {
        LOG.info("Tokens are signed with {}", keys.newest());
        if (period.isZero()) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "key-rotation");
            made.setDaemon(true);
            return made;
        });
        long look = Math.max(1, period.toMillis() / LOOKS_A_PERIOD);
        // Its future ends with the thread.
        var unused = started.scheduleWithFixedDelay(this::rotate, 0, look, TimeUnit.MILLISECONDS);
        thread = started;
    }

    private void rotate() {
        try {
            keys.rotate(period);
        } catch (IOException | RuntimeException unwritable) {
            LOG.warn("The signing key is not replaced; the one before goes on", unwritable);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
