package io.weir.platform.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Writes entries down, many in one transaction, a moment after their calls were answered. A stop writes what waits; a kill
 * loses what the last moment left unwritten, which the access log's request ids still tell. Anybody can have calls refused, as many
 * as they like: half of the places are for those that matter. What the database can never keep is told in the program's log,
 * the first and then how many, and keeps no other entry waiting.
 */
@Component
public class AuditLog {

    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    private final AuditEntries entries;
    private final AuditSettings settings;
    private final BlockingQueue<AuditEntry> waiting;
    private final AuditTrouble trouble;
    private final AtomicLong leftOut = new AtomicLong();
    private final Counter withoutPlace;
    private final Counter unwritable;
    private final Clock clock = Clock.systemUTC();
    private final Thread writer = new Thread(this::write, "audit-log");
    private final CountDownLatch stop = new CountDownLatch(1);
    private long cleanedAt = System.nanoTime();

    @Autowired
    AuditLog(AuditEntries entries, AuditSettings settings, MeterRegistry meters) {
        this(entries, settings, meters, QUIET);
    }

    /** @param quiet as of {@link AuditTrouble} */
    AuditLog(AuditEntries entries, AuditSettings settings, MeterRegistry meters, Duration quiet) {
        this.entries = entries;
        this.trouble = new AuditTrouble(quiet);
        this.withoutPlace = meters.counter("weir.audit.lost", "why", "no-place");
        this.unwritable = meters.counter("weir.audit.lost", "why", "unwritable");
        this.settings = settings;
        this.waiting = new ArrayBlockingQueue<>(settings.waiting());
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an entry; waits for its place, two seconds at most, where it {@code matters}. */
    public void record(AuditEntry entry, boolean matters) {
        if (!offer(entry, matters)) {
            leftOut.incrementAndGet();
            withoutPlace.increment();
        }
    }

    private boolean offer(AuditEntry entry, boolean matters) {
        try {
            return matters ? waiting.offer(entry, PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : offerBelowHalf(entry);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return waiting.offer(entry);
        }
    }

    private boolean offerBelowHalf(AuditEntry entry) {
        return waiting.remainingCapacity() > settings.waiting() / 2 && waiting.offer(entry);
    }

    private void write() {
        List<AuditEntry> batch = new ArrayList<>();
        while (!(stopping() && waiting.isEmpty() && batch.isEmpty())) {
            try {
                collect(batch);
                writeDown(batch);
                tidy();
            } catch (InterruptedException hurried) {
                stop.countDown();
            } catch (RuntimeException database) {
                trouble.waits(batch.size(), database);
                trouble.hadNoPlace(leftOut.getAndSet(0));
                if (stoppedWhilePausing()) {
                    break;
                }
            }
        }
        trouble.hadNoPlace(leftOut.getAndSet(0));
        trouble.ends(batch.size() + waiting.size());
    }

    /**
     * Writes entries and takes them out of the list. Where one of them can never be written, each half is tried for itself, until
     * that one is alone and is given up.
     */
    private void writeDown(List<AuditEntry> some) {
        try {
            entries.add(some);
        } catch (UnwritableEntryException refused) {
            if (some.size() > 1) {
                writeDown(some.subList(0, some.size() / 2));
                writeDown(some);
                return;
            }
            unwritable.increment();
            trouble.cannotKeep(some.get(0), refused);
        }
        some.clear();
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void collect(List<AuditEntry> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            AuditEntry first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        }
        waiting.drainTo(batch, BATCH - batch.size());
    }

    private void tidy() {
        trouble.hadNoPlace(leftOut.getAndSet(0));
        trouble.isWritten();
        if (System.nanoTime() - cleanedAt > BETWEEN_CLEANINGS.toNanos()) {
            cleanedAt = System.nanoTime();
            entries.removeBefore(clock.instant().minus(settings.keep()));
        }
    }

    private boolean stoppedWhilePausing() {
        try {
            return stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            return true;
        }
    }

    /** Writes what waits. */
    @PreDestroy
    void close() throws InterruptedException {
        stop.countDown();
        writer.join(PATIENCE.toMillis());
        writer.interrupt();
    }
}
