package io.weir.delta.kernel;

import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.Optional;

/** The files that a reader has to read, by Kernel's own scan. */
record FileScan(Engine engine, Snapshot snapshot) {

    /** How many they are; holds a batch of them at a time. */
    long count(Optional<Predicate> condition) throws IOException {
        ScanBuilder builder = snapshot.getScanBuilder();
        long files = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches =
                condition.map(builder::withFilter).orElse(builder).build().getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    for (; rows.hasNext(); rows.next()) {
                        files++;
                    }
                }
            }
        }
        return files;
    }
}
