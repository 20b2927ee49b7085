package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes payloads into files, a line feed after each.
 *
 * <p>Several small ones, since DuckDB reads each file of a list on one thread: with a single file the other cores would
 * only wait, and burn their time with it.
 */
final class StagedLines {

    /** A batch of 64 MB keeps 16 cores busy; one of a megabyte is read faster than a thread is woken. */
    private static final long FILE_BYTES = 4L << 20;

    private final Supplier<Path> names;
    private final ByteBuffer buffer;
    private final List<Path> files = new ArrayList<>();
    private @Nullable FileChannel channel;
    private long bytes;

    /**
     * @param names of files that do not exist
     * @param buffer lent for as long as lines are written
     */
    StagedLines(Supplier<Path> names, ByteBuffer buffer) {
        this.names = names;
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
            writeAll(payload);
        }
        buffer.put((byte) '\n');
    }

    private void flush() {
        writeAll(buffer.flip());
        buffer.clear();
    }

    private void writeAll(ByteBuffer source) {
        try {
            FileChannel open = open();
            while (source.hasRemaining()) {
                open.write(source);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + last() + " could not be written", failed);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path file = names.get();
            open = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = open;
            files.add(file);
        }
        return open;
    }

    private void end() {
        flush();
        close();
        bytes = 0;
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            channel = null;
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + last() + " could not be closed", failed);
        }
    }

    private String last() {
        return files.isEmpty() ? "" : files.get(files.size() - 1).toString();
    }

    /** Ends the last file; there is one, if only an empty one. */
    List<Path> seal() {
        end();
        return List.copyOf(files);
    }

    /** Gives up what is written. */
    void discard() {
        close();
        remove(files);
    }

    static void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                throw new UncheckedIOException("staged file " + file + " could not be removed", failed);
            }
        }
    }
}
