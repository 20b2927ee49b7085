package io.weir.delta.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What is to be stored, from memory or from a file. */
sealed interface Content {

    void copyTo(FileChannel target) throws IOException;

    boolean equalTo(Path existing) throws IOException;

    /** What it means for this content that a file is there already. */
    default PutOutcome compare(Path existing) throws IOException {
        return equalTo(existing) ? PutOutcome.EXISTS_EQUAL : PutOutcome.EXISTS_DIFFERENT;
    }

    final class OfBytes implements Content {

        private final byte[] bytes;

        OfBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void copyTo(FileChannel target) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                target.write(buffer);
            }
        }

        @Override
        public boolean equalTo(Path existing) throws IOException {
            return Files.size(existing) == bytes.length && Arrays.equals(Files.readAllBytes(existing), bytes);
        }
    }

    record OfFile(Path file) implements Content {

        @Override
        public void copyTo(FileChannel target) throws IOException {
            try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = source.size();
                for (long done = 0; done < size; ) {
                    done += source.transferTo(done, size - done, target);
                }
            }
        }

        @Override
        public boolean equalTo(Path existing) throws IOException {
            return Files.mismatch(file, existing) < 0;
        }
    }
}
