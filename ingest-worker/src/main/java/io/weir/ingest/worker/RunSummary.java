package io.weir.ingest.worker;

import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.run.RunData;
import io.weir.ingest.sink.Watermark;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What a run that ends has read and written, in all. */
@Component
class RunSummary {

    private final PipelineStores stores;
    private final Targets targets;
    private final DeltaTables tables;

    RunSummary(PipelineStores stores, Targets targets, DeltaTables tables) {
        this.stores = stores;
        this.targets = targets;
        this.tables = tables;
    }

    RunData of(Pipeline pipeline) throws SQLException {
        List<RunData.Output> outputs = new ArrayList<>();
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        if (warehouse != null) {
            try (OpenTargets open = targets.open(pipeline)) {
                Collection<Watermark> watermarks = open.watermarks().values();
                outputs.add(RunData.warehouse(
                        stores.warehouse(warehouse).database(),
                        Objects.requireNonNull(warehouse.table()),
                        watermarks.stream().mapToLong(Watermark::written).sum(),
                        watermarks.stream().mapToLong(Watermark::bytes).sum()));
            }
        }
        targets.deltaTable(pipeline)
                .flatMap(tables::find)
                .ifPresent(table ->
                        outputs.add(RunData.delta(table.location(), table.version(), table.rows(), table.bytes())));
        return new RunData(stores.runData(pipeline).inputs(), outputs);
    }
}
