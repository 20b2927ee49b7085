package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Plan;
import io.weir.metadata.planning.jdbc.ListingRanges.Cut;
import io.weir.metadata.snapshot.FileLines;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.stream.LongAnswers;
import io.weir.metadata.zone.Zones;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Streams all files of a version, in portions of their own, so that no transaction stays open however slow the reader is.
 * While one portion is sent, PostgreSQL puts the next ones together, each on a connection of its own; so some of them are
 * in memory, however large the table.
 */
@Component
class WholeListing implements DisposableBean {

    /** Portions fetched while one is sent: to put them together takes longer than to send them. */
    private static final int AHEAD = 2;

    private static final int IDLE_SECONDS = 10;

    private final Snapshots snapshots;
    private final Zones zones;
    private final ThreadPoolExecutor fetching = new ThreadPoolExecutor(
            LongAnswers.AT_ONCE,
            LongAnswers.AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            WholeListing::thread);

    WholeListing(Snapshots snapshots, Zones zones) {
        this.snapshots = snapshots;
        this.zones = zones;
        fetching.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "listing-ahead");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        fetching.shutdownNow();
    }

    private record Portion(Cut cut, Future<FileLines> lines) {}

    void write(Plan plan, OutputStream out) throws IOException {
        ListingRanges ranges = new ListingRanges(zones, plan);
        Deque<Portion> ahead = new ArrayDeque<>();
        ahead.add(fetch(plan, ranges.next()));
        try {
            while (!ahead.isEmpty()) {
                Portion portion = ahead.remove();
                FileLines lines = outcome(portion.lines());
                ranges.learn(portion.cut(), lines);
                if (lines.files() == portion.cut().limit()) {
                    ahead.addFirst(fetch(plan, ranges.rest(portion.cut(), lines)));
                }
                while (ahead.size() < AHEAD && ranges.hasNext()) {
                    ahead.add(fetch(plan, ranges.next()));
                }
                lines.writeTo(out);
            }
        } finally {
            ahead.forEach(portion -> portion.lines().cancel(true));
        }
    }

    private Portion fetch(Plan plan, Cut cut) {
        return new Portion(
                cut, fetching.submit(() -> snapshots.lines(plan.tableId(), plan.version(), cut.range(), cut.limit())));
    }

    private static FileLines outcome(Future<FileLines> portion) throws IOException {
        try {
            return portion.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the listing was stopped");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
