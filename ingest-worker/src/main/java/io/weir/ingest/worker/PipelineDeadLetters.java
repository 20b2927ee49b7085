package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.warehouse.StoredDeadLetters;
import io.weir.ingest.warehouse.Warehouses;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Dead letters, wherever the pipeline's target keeps them. */
@Component
class PipelineDeadLetters implements DeadLetters {

    private final PipelineService pipelines;
    private final Targets targets;
    private final Warehouses warehouses;

    PipelineDeadLetters(PipelineService pipelines, Targets targets, Warehouses warehouses) {
        this.pipelines = pipelines;
        this.targets = targets;
        this.warehouses = warehouses;
    }

    @Override
    public List<DeadLetter> list(String name, PageRequest page) {
        Pipeline pipeline = pipelines.get(name);
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        if (warehouse == null) {
            return List.of();
        }
        try (Connection connection = warehouses.at(targets.path(warehouse)).connect()) {
            return StoredDeadLetters.list(connection, name, page);
        } catch (SQLException failed) {
            throw ProblemException.unavailable(
                    "the warehouse of pipeline " + name + " does not answer: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }
}
