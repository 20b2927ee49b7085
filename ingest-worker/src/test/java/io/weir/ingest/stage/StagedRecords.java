package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Batches for tests, made of texts. */
public final class StagedRecords {

    private StagedRecords() {}

    /** A batch of one partition with these payloads, null for a tombstone, from a sequence on. */
    public static StagedBatch of(Path folder, int partition, long firstSequence, String... payloads) {
        byte[][] bytes = new byte[payloads.length][];
        for (int index = 0; index < payloads.length; index++) {
            bytes[index] = payloads[index] == null ? null : payloads[index].getBytes(StandardCharsets.UTF_8);
        }
        return ofBytes(folder, partition, firstSequence, bytes);
    }

    /** A batch of several partitions: the i-th payload is of partition i modulo their number. */
    public static StagedBatch ofPartitions(Path folder, int partitions, String... payloads) {
        Stage stage = new Stage(new StagedLines(own(folder), StagedFiles.open(folder), StagingFolder.buffer()));
        for (int index = 0; index < payloads.length; index++) {
            byte[] bytes = payloads[index].getBytes(StandardCharsets.UTF_8);
            stage.add(index % partitions, index / partitions, ByteBuffer.wrap(bytes));
        }
        return stage.seal();
    }

    public static StagedBatch ofBytes(Path folder, int partition, long firstSequence, byte[]... payloads) {
        return ofBytes(own(folder), StagedFiles.open(folder), partition, firstSequence, payloads);
    }

    /** No two batches of a test shall meet in one file. */
    private static Path own(Path folder) {
        try {
            return Files.createTempDirectory(folder, "staged");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static StagedBatch ofBytes(Path folder, StagedFiles files, int partition, long firstSequence, byte[]... payloads) {
        Stage stage = new Stage(new StagedLines(folder, files, StagingFolder.buffer()));
        for (int index = 0; index < payloads.length; index++) {
            stage.add(
                    partition,
                    firstSequence + index,
                    payloads[index] == null ? null : ByteBuffer.wrap(payloads[index]));
        }
        return stage.seal();
    }
}
