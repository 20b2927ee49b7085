package io.weir.delta.kernel;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.utils.CloseableIterator;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The actions that Kernel would put into a checkpoint: the state of the table by Kernel's own reconciliation. */
record LogReplay(Engine engine, Snapshot snapshot) {

    void forEach(Consumer<Action> consumer) throws IOException {
        try (CloseableIterator<FilteredColumnarBatch> batches = snapshot.getCreateCheckpointIterator(engine)) {
            while (batches.hasNext()) {
                forEach(batches.next(), consumer);
            }
        }
    }

    private static void forEach(FilteredColumnarBatch batch, Consumer<Action> consumer) throws IOException {
        ColumnarBatch data = batch.getData();
        if (data.getSize() == 0) {
            return;
        }
        try (CloseableIterator<Row> rows = batch.getRows()) {
            while (rows.hasNext()) {
                ObjectNode action = KernelRows.tree(rows.next());
                if (!action.isEmpty()) {
                    consumer.accept(ActionJson.read(action, "kernel"));
                }
            }
        }
    }
}
