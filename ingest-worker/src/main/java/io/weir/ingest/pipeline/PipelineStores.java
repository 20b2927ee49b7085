package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.run.RunData;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The stores that a pipeline names. */
@Component
public class PipelineStores {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineStores.class);

    /** What a store of a kind must say to be of use, by its kind. */
    static final Map<String, List<String>> BROKERS = Map.of(
            StoreAddress.KAFKA, List.of(StoreAddress.BOOTSTRAP_SERVERS),
            StoreAddress.EVENTHUBS, List.of(StoreAddress.NAMESPACE),
            StoreAddress.FILES, List.of(StoreAddress.PATH));

    static final Map<String, List<String>> WAREHOUSES = Map.of(
            StoreAddress.DUCKDB, List.of(StoreAddress.PATH),
            StoreAddress.MOTHERDUCK, List.of(StoreAddress.DATABASE, StoreAddress.TOKEN));

    static final Map<String, List<String>> REGISTRIES = Map.of(StoreAddress.SCHEMA_REGISTRY, List.of(StoreAddress.URL));

    static final Map<String, List<String>> AZURE_REGISTRIES =
            Map.of(StoreAddress.AZURE_SCHEMA_REGISTRY, List.of(StoreAddress.NAMESPACE));

    static final Map<String, List<String>> DATABASES = Map.of(
            StoreAddress.POSTGRES,
            List.of(StoreAddress.ADDRESS, StoreAddress.DATABASE, StoreAddress.USERNAME, StoreAddress.PASSWORD));

    /** What is added to a pipeline's name for the group that reads a joined stream: no pipeline has a slash in its name. */
    static final String JOINED = "/join";

    private final Stores stores;

    public PipelineStores(Stores stores) {
        this.stores = stores;
    }

    /** All that a pipeline reads. */
    public Subscription subscription(Pipeline pipeline) {
        SourceRequest left = request(pipeline, broker(pipeline.source()));
        return new Subscription(left, pipeline.joined().map(joined -> {
            StoreAddress broker =
                    require("join.with.source.store", joined.source().store(), BROKERS);
            PipelineSource source = joined.source().complete(group(broker, pipeline.name() + JOINED));
            return request(joined, source, broker);
        }));
    }

    /** What to subscribe to for a pipeline's own stream. */
    public static SourceRequest request(Pipeline pipeline, StoreAddress broker) {
        return request(pipeline, pipeline.source(), broker);
    }

    private static SourceRequest request(Pipeline pipeline, PipelineSource source, StoreAddress broker) {
        return new SourceRequest(
                broker,
                pipeline.name(),
                Objects.requireNonNull(source.topic()),
                Objects.requireNonNull(source.consumerGroup()),
                source.start(),
                pipeline.decoding().format().enveloped());
    }

    /** The broker of a source. */
    public StoreAddress broker(PipelineSource source) {
        return require("source.store", source.store(), BROKERS);
    }

    /** The database of a warehouse target. */
    public StoreAddress warehouse(PipelineTarget.WarehouseTarget target) {
        return require("target.warehouse.store", target.store(), WAREHOUSES);
    }

    /** The registry of a name, which has the schemas of records. */
    public StoreAddress registry(String name) {
        return require("avro.registry", name, REGISTRIES);
    }

    /** The registry in Azure of a name, which has the schemas of records. */
    public StoreAddress azureRegistry(String name) {
        return require("avro.azureRegistry", name, AZURE_REGISTRIES);
    }

    /** The data sets of a run that has just begun; a Delta table has its name when its first version is there. */
    public RunData runData(Pipeline pipeline) {
        Subscription read = subscription(pipeline);
        List<RunData.Input> inputs = Stream.concat(Stream.of(read.left()), read.right().stream())
                .map(PipelineStores::input)
                .distinct()
                .toList();
        List<RunData.Output> outputs = Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .flatMap(table -> Stream.ofNullable(table.target().warehouse()))
                .map(warehouse -> RunData.warehouse(
                        warehouse(warehouse).database(), Objects.requireNonNull(warehouse.table()), null, null))
                .toList();
        return new RunData(inputs, outputs);
    }

    private static RunData.Input input(SourceRequest request) {
        if (request.isBounded()) {
            return RunData.files(request.brokers(), request.topic());
        }
        return request.isHub()
                ? RunData.hub(request.brokers(), request.topic())
                : RunData.topic(request.brokers(), request.topic());
    }

    /** A group of the pipeline's own where naming one makes it; Event Hubs has only those that somebody made. */
    String defaultGroup(PipelineDefinition definition) {
        StoreAddress broker = broker(Objects.requireNonNull(definition.source()));
        return group(broker, String.valueOf(definition.name()));
    }

    static String group(StoreAddress broker, String reader) {
        return broker.kind().equals(StoreAddress.EVENTHUBS) ? "$Default" : "weir-" + reader;
    }

    /** As its warehouse likes batches; those of Delta tables are as large as they can be. */
    BatchLimits defaultLimits(PipelineDefinition definition) {
        PipelineTarget target = definition.target();
        boolean inMotherDuck = target != null
                && target.warehouse() != null
                && warehouse(target.warehouse()).isMotherDuck();
        return inMotherDuck ? BatchLimits.IN_MOTHERDUCK : BatchLimits.DEFAULT;
    }

    /**
     * Refuses a definition that names stores which are not there; one of parts names some of them.
     *
     * @throws ProblemException 422 with everything that is wrong with them
     */
    void check(PipelineDefinition definition) {
        refuse(definition, List.of());
    }

    /**
     * Refuses a definition of which something is wrong, or that names stores which are not there.
     *
     * @param known what else is wrong with it, which is told where stores cannot be looked up, too
     * @throws ProblemException 422 with everything that is wrong; 503 where nothing is known to be, and stores cannot be looked up
     */
    void refuse(PipelineDefinition definition, List<FieldProblem> known) {
        StoreRules rules = new StoreRules(stores, known);
        try {
            rules.check(definition);
        } catch (StoresUnavailableException away) {
            if (known.isEmpty()) {
                throw away;
            }
            LOG.info("Stores of a pipeline that is refused anyway cannot be looked up: {}", away.getMessage());
        }
        List<FieldProblem> problems = new ArrayList<>(known);
        problems.addAll(rules.misfits());
        boolean areOfStoresAlone = problems.isEmpty();
        problems.addAll(rules.unknown());
        if (!problems.isEmpty()) {
            throw refused(areOfStoresAlone ? IngestProblem.STORE_UNKNOWN : IngestProblem.PIPELINE_INVALID, problems);
        }
    }

    /** What is wrong with where a pipeline is to begin anew, by the kinds of its brokers. */
    List<FieldProblem> misplacedStart(Pipeline pipeline, ResetPosition to) {
        PipelineSource begun = to.of(pipeline.source());
        StoreRules rules = new StoreRules(stores, List.of());
        Subscription read = subscription(pipeline);
        Set<StreamSide> named =
                begun.startPartitions().stream().map(StreamSide::of).collect(Collectors.toSet());
        if (named.isEmpty() || named.contains(StreamSide.LEFT)) {
            rules.start("", read.left().broker(), to.startPosition());
        }
        if (named.isEmpty() || named.contains(StreamSide.RIGHT)) {
            read.right().ifPresent(right -> rules.start("", right.broker(), to.startPosition()));
        }
        return rules.misfits().stream().distinct().toList();
    }

    private StoreAddress require(String field, @Nullable String name, Map<String, List<String>> kinds) {
        StoreRules rules = new StoreRules(stores, List.of());
        return rules.find(field, Objects.requireNonNull(name), kinds)
                .orElseThrow(() -> refused(IngestProblem.STORE_UNKNOWN, rules.unknown()));
    }

    private static ProblemException refused(IngestProblem problem, List<FieldProblem> problems) {
        return new ProblemException(problem, PipelineRules.sentence(problems)).with("errors", problems);
    }
}
