package io.weir.delta.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What is to be stored, from memory or from a file; can be read as often as it must be sent. */
sealed interface S3Payload {

    int BUFFER_BYTES = 64 * 1024;

    /** In bytes. */
    long size();

    InputStream open() throws IOException;

    /** Whether a stream brings the same bytes, to its end. */
    default boolean equalTo(InputStream stored) throws IOException {
        try (InputStream mine = open()) {
            byte[] expected;
            do {
                expected = mine.readNBytes(BUFFER_BYTES);
                if (!Arrays.equals(expected, stored.readNBytes(BUFFER_BYTES))) {
                    return false;
                }
            } while (expected.length > 0);
            return true;
        }
    }

    /** Bytes that nobody changes meanwhile. */
    final class OfBytes implements S3Payload {

        private final byte[] bytes;

        OfBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A file that nobody changes meanwhile. */
    record OfFile(Path file, long size) implements S3Payload {

        static OfFile of(Path file) throws IOException {
            return new OfFile(file, Files.size(file));
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
