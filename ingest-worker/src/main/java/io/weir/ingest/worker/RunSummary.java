package io.weir.ingest.worker;

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

    RunSummary(PipelineStores stores, Targets targets) {
        this.stores = stores;
        this.targets = targets;
    }

    RunData of(Pipeline pipeline) throws SQLException {
        List<RunData.Output> outputs = new ArrayList<>();
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        if (warehouse != null) {
            try (OpenTargets open = targets.open(pipeline)) {
                Collection<Watermark> watermarks = open.watermarks().values();
                outputs.add(RunData.warehouse(
                        Objects.requireNonNull(stores.warehouse(warehouse).property("path")),
                        Objects.requireNonNull(warehouse.table()),
                        watermarks.stream().mapToLong(Watermark::written).sum(),
                        watermarks.stream().mapToLong(Watermark::bytes).sum()));
            }
        }
        return new RunData(stores.runData(pipeline).inputs(), outputs);
    }
}
