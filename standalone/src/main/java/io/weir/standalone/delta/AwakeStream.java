package io.weir.standalone.delta;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An answer that may take as long as it likes while it comes: nothing for a while ends it. The client's own time-out ends with
 * the first byte. What the reader does between two reads is its own affair, and counts for nothing.
 */
final class AwakeStream extends FilterInputStream {

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stalled-answers");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration longest;

    AwakeStream(InputStream answer, Duration longest) {
        super(answer);
        this.longest = longest;
    }

    private interface Read {
        int run() throws IOException;
    }

    @Override
    public int read() throws IOException {
        return watched(super::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return watched(() -> in.read(buffer, offset, length));
    }

    /** A read that waits is ended by the end of the connection, whatever else may come of it. */
    private int watched(Read read) throws IOException {
        AtomicBoolean stalled = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(() -> hangUp(stalled), longest.toMillis(), TimeUnit.MILLISECONDS);
        Supplier<IOException> failure =
                () -> new HttpTimeoutException("nothing came for " + longest.toSeconds() + " seconds");
        try {
            int count = read.run();
            if (stalled.get() && count < 0) {
                throw failure.get();
            }
            return count;
        } catch (IOException broken) {
            if (stalled.get()) {
                throw failure.get();
            }
            throw broken;
        } finally {
            end.cancel(false);
        }
    }

    private void hangUp(AtomicBoolean stalled) {
        stalled.set(true);
        try {
            in.close();
        } catch (IOException gone) {
            // It is: that was the purpose.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
