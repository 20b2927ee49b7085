package io.weir.ingest.source.files;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.RecordIndex;
import io.weir.ingest.source.Resumption;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.lease.ReaderLease;
import io.weir.ingest.stage.Payloads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all files while it holds their lease; without it, it stands by. */
final class FileSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    static final RecordIndex UNTIMED = (extent, millis) -> {
        throw new SourceException("files are not read from a time on; begin with EARLIEST or SEQUENCE");
    };

    /** Rows of a partition at once, so that none waits for the others. */
    private static final int SHARE = 2_000;

    private final Supplier<ReplayFolder> folder;
    private final SourceRequest request;
    private final SourceListener listener;
    private final ReaderLease lease;
    private final Semaphore woken = new Semaphore(0);
    private final Map<Integer, PartitionCursor> cursors = new TreeMap<>();
    private @Nullable ReplayFolder read;
    private boolean begun;
    private boolean paused;

    /** @param folder lists the files, when they are to be read */
    FileSource(Supplier<ReplayFolder> folder, SourceRequest request, SourceListener listener, ReaderLease lease) {
        this.folder = folder;
        this.request = request;
        this.listener = listener;
        this.lease = lease;
    }

    @Override
    public void poll(Duration longest, Payloads payloads) {
        keepLease();
        if (paused || cursors.values().stream().allMatch(PartitionCursor::isAtEnd)) {
            rest(longest);
            return;
        }
        cursors.values().forEach(cursor -> cursor.take(SHARE, payloads));
    }

    private void rest(Duration longest) {
        try {
            if (woken.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepLease() {
        if (!lease.isDue()) {
            return;
        }
        boolean held = lease.take().isPresent();
        if (!held && begun) {
            listener.lost(Set.copyOf(cursors.keySet()));
        }
        if (held && !begun) {
            begin(folder.get());
            begun = true;
        }
    }

    private void begin(ReplayFolder files) {
        read = files;
        List<Extent> extents = files.extents();
        listener.reading(SourceIdentity.ofFiles(request.topic(), files.identity()));
        Map<Integer, Long> after =
                listener.assigned(extents.stream().map(Extent::partition).collect(Collectors.toSet()));
        Map<Integer, Long> next = new Resumption(request, listener, UNTIMED).next(extents, after);
        for (Extent extent : extents) {
            long first = next.getOrDefault(extent.partition(), 0L);
            cursors.put(extent.partition(), new PartitionCursor(files, extent, first, request.enveloped()));
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public Map<Integer, SourcePosition> positions() {
        Map<Integer, SourcePosition> positions = new TreeMap<>();
        cursors.forEach((partition, cursor) -> positions.put(partition, cursor.position()));
        return positions;
    }

    /** Files are where they are. */
    @Override
    public long heardNanos() {
        return System.nanoTime();
    }

    /** Of files one reads all, or none. */
    @Override
    public boolean isShared() {
        return !begun;
    }

    /** Does nothing: files keep no positions for their readers. */
    @Override
    public void report(Map<Integer, Long> sequences) {}

    @Override
    public void wakeUp() {
        woken.release();
    }

    @Override
    public void close() {
        for (PartitionCursor cursor : cursors.values()) {
            try {
                cursor.close();
            } catch (IOException failed) {
                LOG.warn("a file that was read stays open: {}", failed.getMessage());
            }
        }
        if (read != null) {
            read.close();
        }
        lease.close();
    }
}
