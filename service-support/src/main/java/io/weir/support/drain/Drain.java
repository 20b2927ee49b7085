package io.weir.support.drain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Takes no more calls once the service is told to stop, and keeps its port open until those that it has begun are
 * answered. A container that does so by itself leaves a caller, who asks again on a connection that is open, with an
 * answer of no shape, and those who come new with none.
 */
final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** After what ends streams and pipelines, and before the port is closed. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private final ApplicationContext context;
    private final CallsUnderWay calls;
    private final Duration grace;
    private volatile boolean running;

    Drain(ApplicationContext context, CallsUnderWay calls, Duration grace) {
        this.context = context;
        this.calls = calls;
        this.grace = grace;
    }

    /** At once: pipelines may take a while to hand over. */
    @EventListener
    void closing(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context)) {
            calls.close();
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        calls.close();
        try {
            int left = calls.awaitEnd(grace);
            if (left > 0) {
                LOG.warn("{} calls are cut off: they were not answered within {}", left, grace);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
