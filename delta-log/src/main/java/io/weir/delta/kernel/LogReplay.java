package io.weir.delta.kernel;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.json.DeltaJson;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The actions that Kernel would put into a checkpoint: the state of the table by Kernel's own reconciliation. */
record LogReplay(Engine engine, Snapshot snapshot) {

    /** Hands over every action whose kind is wanted; the others are not made. */
    void forEach(Predicate<String> kinds, Consumer<Action> consumer) throws IOException {
        forEachRow((kind, row, ordinal) -> {
            if (kinds.test(kind)) {
                consumer.accept(ActionJson.read(
                        DeltaJson.mapper().createObjectNode().set(kind, KernelRows.tree(row.getStruct(ordinal))),
                        "kernel"));
            }
        });
    }

    /** The number of actions of a kind. */
    long count(String wanted) throws IOException {
        long[] count = {0};
        forEachRow((kind, row, ordinal) -> count[0] += kind.equals(wanted) ? 1 : 0);
        return count[0];
    }

    private interface RowConsumer {
        void accept(String kind, Row row, int ordinal);
    }

    private void forEachRow(RowConsumer consumer) throws IOException {
        try (CloseableIterator<FilteredColumnarBatch> batches = snapshot.getCreateCheckpointIterator(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        accept(rows.next(), consumer);
                    }
                }
            }
        }
    }

    private static void accept(Row row, RowConsumer consumer) {
        StructType schema = row.getSchema();
        for (int ordinal = 0; ordinal < schema.length(); ordinal++) {
            if (!row.isNullAt(ordinal)) {
                consumer.accept(schema.at(ordinal).getName(), row, ordinal);
            }
        }
    }
}
