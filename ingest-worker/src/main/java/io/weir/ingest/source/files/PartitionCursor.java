package io.weir.ingest.source.files;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.stage.Payloads;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where a partition is read, with at most one file of it open. */
final class PartitionCursor implements AutoCloseable {

    /** At once. */
    private static final long MOST_BYTES = 4 << 20;

    private final ReplayFolder folder;
    private final Extent extent;
    private final boolean enveloped;
    private long next;
    private @Nullable ReplayFile file;
    private @Nullable LocalCopy copy;
    private @Nullable FileRows rows;

    PartitionCursor(ReplayFolder folder, Extent extent, long next, boolean enveloped) {
        this.folder = folder;
        this.extent = extent;
        this.next = next;
        this.enveloped = enveloped;
    }

    SourcePosition position() {
        return new SourcePosition(next, extent.end());
    }

    boolean isAtEnd() {
        return next >= extent.end();
    }

    /** Hands over some rows; fewer of large ones, so that no more is taken than there is room for. */
    void take(int most, Payloads payloads) {
        long bytes = 0;
        for (int taken = 0; taken < most && bytes < MOST_BYTES && !isAtEnd(); taken++) {
            try {
                FileRows open = open();
                ByteBuffer payload = enveloped ? open.enveloped() : open.payload();
                bytes += payload == null ? 0 : payload.remaining();
                payloads.add(extent.partition(), next, payload);
            } catch (IOException failed) {
                throw new SourceException(
                        "row " + next + " of partition " + extent.partition() + " cannot be read from "
                                + (file == null ? "its file" : file.placed().location()) + ": " + failed.getMessage(),
                        false,
                        failed);
            }
            next++;
        }
    }

    /** The file at its next row, which it has: rows were counted. */
    private FileRows open() throws IOException {
        ReplayFile current = file;
        FileRows open = rows;
        if (current == null || open == null || next >= current.end()) {
            close();
            current = folder.find(extent.partition(), next).orElseThrow(() -> new IOException("no file has it"));
            file = current;
            LocalCopy fetched = current.placed().opening().open();
            copy = fetched;
            open = current.kind().open(fetched.path(), next - current.first());
            rows = open;
        }
        if (!open.next()) {
            throw new IOException("the file has become shorter");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        FileRows open = rows;
        LocalCopy read = copy;
        rows = null;
        copy = null;
        if (open != null) {
            open.close();
        }
        if (read != null) {
            read.close();
        }
    }
}
