package io.weir.platform.gateway.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;

/**
 * The streams of events that are open, over all services. They would last for hours: a gateway that stops ends them first,
 * and their listeners come back to another one.
 */
final class OpenStreams implements SmartLifecycle {

    private final Semaphore places;
    private final Set<EventPump> pumps = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile boolean stopped;

    OpenStreams(int most) {
        this.places = new Semaphore(most);
    }

    /** Counts a stream until it is closed; false where there are as many as there may be. */
    boolean add(EventPump pump) {
        if (!places.tryAcquire()) {
            return false;
        }
        pumps.add(pump);
        pump.whenClosed(() -> {
            pumps.remove(pump);
            places.release();
        });
        if (stopped) {
            pump.end();
        }
        return true;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped = true;
        pumps.forEach(EventPump::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
