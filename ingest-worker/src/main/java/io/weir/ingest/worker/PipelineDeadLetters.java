package io.weir.ingest.worker;

import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.StoredLetters;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.warehouse.StoredDeadLetters;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Dead letters, wherever the pipeline's target keeps them. */
@Component
class PipelineDeadLetters implements DeadLetters {

    private final PipelineService pipelines;
    private final Targets targets;
    private final DeltaTables tables;

    PipelineDeadLetters(PipelineService pipelines, Targets targets, DeltaTables tables) {
        this.pipelines = pipelines;
        this.targets = targets;
        this.tables = tables;
    }

    @Override
    public Page<DeadLetter> list(String name, PageRequest page) {
        Pipeline pipeline = pipelines.get(name);
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        try {
            return warehouse == null ? inDelta(pipeline, page) : inWarehouse(name, warehouse, page);
        } catch (SQLException | DeltaException failed) {
            throw ProblemException.unavailable(
                    "the dead letters of pipeline " + name + " cannot be read: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }

    private Page<DeadLetter> inWarehouse(String name, PipelineTarget.WarehouseTarget warehouse, PageRequest page)
            throws SQLException {
        try (Connection connection = targets.warehouse(warehouse).connect()) {
            return StoredDeadLetters.list(connection, name, page);
        }
    }

    private Page<DeadLetter> inDelta(Pipeline pipeline, PageRequest page) throws SQLException {
        List<Path> files = targets.deltaTable(pipeline)
                .flatMap(table -> tables.find(DeltaSink.letters(table)))
                .map(tables::files)
                .orElse(List.of());
        if (files.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        try (Warehouse reading = targets.inMemory("letters-" + UUID.randomUUID());
                Connection connection = reading.connect()) {
            return StoredDeadLetters.list(connection, StoredLetters.relation(files), pipeline.name(), page);
        }
    }
}
