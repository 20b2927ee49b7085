package io.weir.ingest.stage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes payloads into files, a line feed after each.
 *
 * <p>Several small ones, since DuckDB reads each file of a list on one thread: with a single file the other cores would
 * only wait, and burn their time with it.
 */
final class StagedLines {

    /** A batch of 128 MB keeps 32 cores busy; one of a megabyte is read faster than a thread is woken. */
    static final long FILE_BYTES = 4L << 20;

    private final Path folder;
    private final StagedFiles files;
    private final ByteBuffer buffer;
    private final List<Path> written = new ArrayList<>();
    private @Nullable StagedFile file;
    private long bytes;

    /** @param buffer lent for as long as lines are written */
    StagedLines(Path folder, StagedFiles files, ByteBuffer buffer) {
        this.folder = folder;
        this.files = files;
        this.buffer = buffer.clear();
    }

    void write(ByteBuffer payload) {
        if (bytes >= FILE_BYTES) {
            end();
        }
        bytes += payload.remaining() + 1;
        if (buffer.remaining() <= payload.remaining()) {
            flush();
        }
        if (buffer.remaining() > payload.remaining()) {
            buffer.put(payload);
        } else {
            open().write(payload);
        }
        buffer.put((byte) '\n');
    }

    private void flush() {
        open().write(buffer.flip());
        buffer.clear();
    }

    private StagedFile open() {
        StagedFile open = file;
        if (open == null) {
            open = files.next(folder);
            file = open;
            written.add(open.path());
        }
        return open;
    }

    private void end() {
        flush();
        close();
        bytes = 0;
    }

    private void close() {
        StagedFile open = file;
        file = null;
        if (open != null) {
            open.end();
        }
    }

    /** Ends the last file; there is one, if only an empty one. */
    List<Path> seal() {
        end();
        return List.copyOf(written);
    }

    /** Gives up what is written. */
    void discard() {
        close();
        files.release(written);
    }

    /** Where its files come from, and go to. */
    StagedFiles files() {
        return files;
    }
}
