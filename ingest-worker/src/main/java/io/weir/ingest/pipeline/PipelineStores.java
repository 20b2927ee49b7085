package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.run.RunData;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stores that a pipeline names. */
@Component
public class PipelineStores {

    private static final String BROKERS = "bootstrapServers";

    private final Stores stores;

    public PipelineStores(Stores stores) {
        this.stores = stores;
    }

    /** What to subscribe to for a pipeline. */
    public static SourceRequest request(Pipeline pipeline, StoreAddress broker) {
        return new SourceRequest(
                Objects.requireNonNull(broker.property(BROKERS)),
                Objects.requireNonNull(pipeline.source().topic()),
                Objects.requireNonNull(pipeline.source().consumerGroup()),
                pipeline.source().startPosition() == PipelineSource.StartPosition.LATEST);
    }

    /** The broker of a source. */
    public StoreAddress broker(PipelineSource source) {
        return require("source.store", source.store(), StoreAddress.KAFKA, BROKERS);
    }

    /** The database of a warehouse target. */
    public StoreAddress warehouse(PipelineTarget.WarehouseTarget target) {
        return require("target.warehouse.store", target.store(), StoreAddress.DUCKDB, "path");
    }

    /** The data sets of a run that has just begun; a Delta table has its name when its first version is there. */
    public RunData runData(Pipeline pipeline) {
        String topic = Objects.requireNonNull(pipeline.source().topic());
        RunData.Input input =
                RunData.topic(request(pipeline, broker(pipeline.source())).brokers(), topic);
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        return new RunData(
                List.of(input),
                warehouse == null
                        ? List.of()
                        : List.of(RunData.warehouse(
                                Objects.requireNonNull(warehouse(warehouse).property("path")),
                                Objects.requireNonNull(warehouse.table()),
                                null,
                                null)));
    }

    void check(PipelineDefinition definition) {
        List<FieldProblem> problems = new ArrayList<>();
        PipelineSource source = Objects.requireNonNull(definition.source());
        collect(problems, "source.store", source.store(), StoreAddress.KAFKA, BROKERS);
        PipelineTarget target = Objects.requireNonNull(definition.target());
        if (target.warehouse() != null) {
            collect(problems, "target.warehouse.store", target.warehouse().store(), StoreAddress.DUCKDB, "path");
        }
        if (!problems.isEmpty()) {
            throw unknown(problems);
        }
    }

    private StoreAddress require(String field, @Nullable String name, String kind, String property) {
        List<FieldProblem> problems = new ArrayList<>();
        return collect(problems, field, name, kind, property).orElseThrow(() -> unknown(problems));
    }

    private Optional<StoreAddress> collect(
            List<FieldProblem> problems, String field, @Nullable String name, String kind, String property) {
        Optional<StoreAddress> store = stores.find(Objects.requireNonNull(name));
        if (store.isEmpty()) {
            problems.add(new FieldProblem(field, "is no store", name, "the name of a store of kind " + kind));
        } else if (!store.get().kind().equals(kind)) {
            problems.add(
                    new FieldProblem(field, "is a store of kind " + store.get().kind(), name, "kind " + kind));
        } else if (store.get().property(property) == null) {
            problems.add(new FieldProblem(field, "is a store without " + property, name, "one that has it"));
        }
        return problems.isEmpty() ? store : Optional.empty();
    }

    private static ProblemException unknown(List<FieldProblem> problems) {
        return new ProblemException(IngestProblem.STORE_UNKNOWN, PipelineRules.sentence(problems))
                .with("errors", problems);
    }
}
