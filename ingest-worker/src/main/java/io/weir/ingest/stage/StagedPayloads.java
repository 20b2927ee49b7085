package io.weir.ingest.stage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads the payloads of a batch one after the other, with one file open at a time. */
public final class StagedPayloads implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Deque<Path> files;
    private @Nullable DataInputStream open;
    private long left;

    StagedPayloads(StagedBatch batch) {
        this.files = new ArrayDeque<>(batch.files());
    }

    /** The next payload, which has {@code length} bytes. */
    public byte[] next(int length) throws IOException {
        DataInputStream input = input();
        byte[] payload = new byte[length];
        input.readFully(payload);
        input.readByte();
        left -= length + 1L;
        return payload;
    }

    /** A payload and its line feed never lie in two files. */
    private DataInputStream input() throws IOException {
        DataInputStream input = open;
        if (input == null || left == 0) {
            close();
            Path file = files.remove();
            left = Files.size(file);
            input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
            open = input;
        }
        return input;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
