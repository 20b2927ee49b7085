package io.weir.ingest.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    public static StagedBatch ofBytes(Path folder, int partition, long firstSequence, byte[]... payloads) {
        StagedLines lines =
                new StagedLines(() -> folder.resolve(System.nanoTime() + ".ndjson"), StagingFolder.buffer());
        Stage stage = new Stage(lines);
        for (int index = 0; index < payloads.length; index++) {
            stage.add(
                    partition,
                    firstSequence + index,
                    payloads[index] == null ? null : ByteBuffer.wrap(payloads[index]));
        }
        return stage.seal();
    }
}
