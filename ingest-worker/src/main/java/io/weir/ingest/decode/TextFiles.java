package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.nio.file.Path;
import java.util.List;

/**
 * Records that can be read as JSON at once, one after the other.
 *
 * @param largest bytes of the longest
 */
record TextFiles(List<Path> files, int largest, long records) {

    /** What brokers sent, as it is. */
    static TextFiles of(StagedBatch batch) {
        return new TextFiles(batch.files(), batch.largest(), batch.records());
    }
}
