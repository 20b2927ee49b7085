package io.weir.ingest.worker;

import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.run.RunData;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StreamSide;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        try (OpenTargets open = targets.open(pipeline)) {
            return of(pipeline, open);
        }
    }

    private RunData of(Pipeline pipeline, OpenTargets open) throws SQLException {
        RunData data = ofWarehouse(pipeline, open.watermarks());
        List<RunData.Output> outputs = new ArrayList<>(data.outputs());
        Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .flatMap(each -> targets.deltaTable(each).stream())
                .flatMap(table -> tables.find(table).stream())
                .forEach(table ->
                        outputs.add(RunData.delta(table.location(), table.version(), table.rows(), table.bytes())));
        return new RunData(data.inputs(), outputs);
    }

    /** The same by watermarks that are known: without Delta tables, of whose versions they tell nothing. */
    RunData ofWarehouse(Pipeline pipeline, Map<Integer, Watermark> watermarks) {
        List<RunData.Output> outputs = new ArrayList<>();
        if (pipeline.target().warehouse() != null) {
            outputs.add(written(pipeline, sum(watermarks, Watermark::written), sum(watermarks, Watermark::bytes)));
            pipeline.branches()
                    .forEach(branch -> outputs.add(written(
                            branch,
                            sum(watermarks, each -> each.branches().getOrDefault(branch.tableName(), 0L)),
                            null)));
        }
        return new RunData(inputs(pipeline, watermarks), outputs);
    }

    private RunData.Output written(Pipeline pipeline, long rows, @Nullable Long bytes) {
        PipelineTarget.WarehouseTarget table =
                Objects.requireNonNull(pipeline.target().warehouse());
        return RunData.warehouse(stores.warehouse(table).database(), pipeline.tableName(), rows, bytes);
    }

    private List<RunData.Input> inputs(Pipeline pipeline, Map<Integer, Watermark> watermarks) {
        List<RunData.Input> known = stores.runData(pipeline).inputs();
        if (known.size() == 1) {
            return List.of(read(known.get(0), watermarks));
        }
        return List.of(
                read(known.get(0), StreamSide.LEFT.own(watermarks)),
                read(known.get(1), StreamSide.RIGHT.own(watermarks)));
    }

    private static RunData.Input read(RunData.Input input, Map<Integer, Watermark> watermarks) {
        long records = sum(watermarks, Watermark::written)
                + sum(watermarks, Watermark::deadLettered)
                + sum(watermarks, Watermark::filtered);
        return input.read(records, sum(watermarks, Watermark::bytes));
    }

    private static long sum(Map<Integer, Watermark> watermarks, ToLongFunction<Watermark> number) {
        return watermarks.values().stream().mapToLong(number).sum();
    }
}
