package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileLines;
import io.weir.metadata.snapshot.Snapshots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Streams all files of a version, in portions of their own, so that no transaction stays open however slow the reader is.
 * While one portion is sent, PostgreSQL puts the next together; so two of them are in memory, however large the table.
 */
@Component
class WholeListing implements DisposableBean {

    /** So little that the first line comes at once, and enough to learn from how long lines are. */
    private static final int FIRST_PORTION = 500;

    private static final int LARGEST_PORTION = 20_000;
    private static final int PORTION_BYTES = 2 << 20;

    private final Snapshots snapshots;
    private final ExecutorService ahead = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "listing-ahead");
        thread.setDaemon(true);
        return thread;
    });

    WholeListing(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public void destroy() {
        ahead.shutdownNow();
    }

    void write(Plan plan, OutputStream out) throws IOException {
        int limit = FIRST_PORTION;
        FileLines lines = snapshots.lines(plan.tableId(), plan.version(), FileKey.START, limit);
        while (lines.files() == limit) {
            FileKey after = lines.last();
            int next = sizeAfter(lines);
            Future<FileLines> following =
                    ahead.submit(() -> snapshots.lines(plan.tableId(), plan.version(), after, next));
            lines.writeTo(out);
            lines = outcome(following);
            limit = next;
        }
        lines.writeTo(out);
    }

    private static int sizeAfter(FileLines lines) {
        return (int) Math.max(
                1, Math.min(LARGEST_PORTION, (long) PORTION_BYTES * lines.files() / Math.max(1, lines.size())));
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
