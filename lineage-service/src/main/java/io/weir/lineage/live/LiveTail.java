package io.weir.lineage.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Follows the log and wakes listeners. One thread finds what is new once for all of them, and reads the log only for what
 * other processes append; each listener keeps nothing but its place, and takes from the window, or from the log where it
 * fell behind, as fast as it can.
 */
@Component
public class LiveTail implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
    private static final int PAGE = 500;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final LiveEvents events;
    private final LiveSettings settings;
    private final LiveWindow window = new LiveWindow();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    private final Handover own = new Handover();
    private volatile boolean running;
    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService readers;
    private long position = -1;

    LiveTail(LiveEvents events, LiveSettings settings, MeterRegistry meters) {
        this.events = events;
        this.settings = settings;
        Gauge.builder("weir.lineage.listeners", listeners, Set::size)
                .description("Streams of live events that are open; who went away counts until the next sign of life")
                .register(meters);
    }

    /** Wakes up at once; what other processes commit is found by looking. */
    @EventListener
    void take(Appended appended) {
        if (!listeners.isEmpty()) {
            own.offer(appended.events());
        }
        ring();
    }

    private void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Adds a listener. Refuses one too many. */
    public void add(Listener listener) {
        if (!running || listeners.size() >= settings.listeners()) {
            throw ProblemException.unavailable("There are as many listeners as there may be", RETRY_AFTER, null);
        }
        listeners.add(listener);
        if (!running) {
            // Stopped since the question above: whoever it ended then, this one was not among them.
            listener.end();
        }
        ring();
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** How long a stream may last. */
    public Duration streamLife() {
        return settings.streamLife();
    }

    /** The next events after a number from memory; null where {@link #read} must be asked. */
    public @Nullable List<LiveEvent> next(long sequence, int limit) {
        return window.after(sequence, limit);
    }

    /**
     * Reads the next events after a number from the log, in the background; later, while the log cannot be read.
     *
     * @param then is given them, and the number up to which there is nothing else
     */
    public void read(long sequence, Consumer<Stretch> then) {
        read(sequence, then, Duration.ZERO);
    }

    private void read(long sequence, Consumer<Stretch> then, Duration wait) {
        ScheduledExecutorService threads = readers;
        if (threads != null && running) {
            ScheduledFuture<?> unused =
                    threads.schedule(() -> readNow(sequence, then), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void readNow(long sequence, Consumer<Stretch> then) {
        try {
            then.accept(stretch(sequence));
        } catch (DataAccessException | TransactionException down) {
            LOG.debug("A listener waits, for the log of live events cannot be read", down);
            read(sequence, then, settings.poll());
        } catch (RuntimeException unforeseen) {
            LOG.error("A listener could not be told what the log has", unforeseen);
        }
    }

    private Stretch stretch(long sequence) {
        long floor = window.floor();
        List<LiveEvent> read = events.after(sequence, PAGE);
        long last = read.isEmpty() ? sequence : read.get(read.size() - 1).sequence();
        boolean all = read.size() < PAGE && floor != Long.MAX_VALUE;
        return new Stretch(read, all ? Math.max(last, floor) : last);
    }

    /**
     * A part of the log.
     *
     * @param end nothing but {@code events} lies between the number that was asked after and this one
     */
    public record Stretch(List<LiveEvent> events, long end) {}

    @Override
    public synchronized void start() {
        running = true;
        ExecutorService started = Executors.newSingleThreadExecutor(work -> daemon(work, "live-tail"));
        started.execute(this::follow);
        threads = started;
        readers = Executors.newScheduledThreadPool(2, work -> daemon(work, "live-reader"));
    }

    /** Ends the streams first, so that a graceful shutdown does not wait for them. */
    @Override
    public synchronized void stop() {
        running = false;
        ring();
        listeners.forEach(Listener::end);
        for (ExecutorService pool : new ExecutorService[] {threads, readers}) {
            if (pool != null) {
                pool.shutdown();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        long beaten = System.nanoTime();
        boolean failing = false;
        while (running) {
            try {
                boolean rung = bell.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                if (listeners.isEmpty()) {
                    position = -1;
                    own.clear();
                    continue;
                }
                advance(rung);
                failing = false;
                if (System.nanoTime() - beaten > settings.heartbeat().toNanos()) {
                    beaten = System.nanoTime();
                    listeners.forEach(Listener::beat);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException | TransactionException down) {
                if (!failing) {
                    LOG.warn("Listeners wait, for the log of live events cannot be read", down);
                }
                failing = true;
            }
        }
    }

    private void advance(boolean rung) {
        if (position < 0) {
            position = events.last();
            window.begin(position);
            listeners.forEach(Listener::wake);
        }
        List<LiveEvent> next = rung ? own.after(position) : List.of();
        if (next.isEmpty()) {
            readLog();
        } else {
            append(next);
        }
    }

    private void readLog() {
        List<LiveEvent> read;
        do {
            read = events.after(position, PAGE);
            append(read);
        } while (read.size() == PAGE && running);
    }

    private void append(List<LiveEvent> next) {
        if (!next.isEmpty()) {
            next.forEach(window::add);
            position = next.get(next.size() - 1).sequence();
            listeners.forEach(Listener::wake);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
