package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WarehouseSink;
import io.weir.ingest.warehouse.Warehouses;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Opens the targets that pipelines name. */
@Component
class Targets {

    private final PipelineStores stores;
    private final Warehouses warehouses;
    private final DataFolder data;

    Targets(PipelineStores stores, Warehouses warehouses, DataFolder data) {
        this.stores = stores;
        this.warehouses = warehouses;
        this.data = data;
    }

    /** Opens the sinks of a pipeline, and a connection on which batches for them are to be decoded. */
    OpenTargets open(Pipeline pipeline) throws SQLException {
        List<Sink> sinks = new ArrayList<>();
        PipelineTarget.WarehouseTarget target = pipeline.target().warehouse();
        if (target != null) {
            Warehouse warehouse = warehouses.at(path(target));
            sinks.add(new WarehouseSink(warehouse.connect(), pipeline.name(), Objects.requireNonNull(target.table())));
            return new OpenTargets(warehouse.connect(), sinks, () -> {});
        }
        throw new IllegalStateException("pipeline " + pipeline.name() + " has no target");
    }

    Path path(PipelineTarget.WarehouseTarget target) {
        return data.resolve(Objects.requireNonNull(stores.warehouse(target).property("path")));
    }
}
