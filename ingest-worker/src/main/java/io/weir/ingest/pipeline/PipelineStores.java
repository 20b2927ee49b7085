package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.run.RunData;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stores that a pipeline names. */
@Component
public class PipelineStores {

    /** What a store of a kind must say to be of use, by its kind. */
    private static final Map<String, List<String>> BROKERS = Map.of(
            StoreAddress.KAFKA, List.of(StoreAddress.BOOTSTRAP_SERVERS),
            StoreAddress.EVENTHUBS, List.of(StoreAddress.NAMESPACE),
            StoreAddress.FILES, List.of(StoreAddress.PATH));

    private static final Map<String, List<String>> WAREHOUSES = Map.of(
            StoreAddress.DUCKDB, List.of(StoreAddress.PATH),
            StoreAddress.MOTHERDUCK, List.of(StoreAddress.DATABASE, StoreAddress.TOKEN));

    private static final Map<String, List<String>> REGISTRIES =
            Map.of(StoreAddress.SCHEMA_REGISTRY, List.of(StoreAddress.URL));

    private static final Map<String, List<String>> AZURE_REGISTRIES =
            Map.of(StoreAddress.AZURE_SCHEMA_REGISTRY, List.of(StoreAddress.NAMESPACE));

    private static final Map<String, List<String>> DATABASES = Map.of(
            StoreAddress.POSTGRES,
            List.of(StoreAddress.ADDRESS, StoreAddress.DATABASE, StoreAddress.USERNAME, StoreAddress.PASSWORD));

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    static final String TOPIC_RULE = "a topic: 1 to 249 letters, digits, '.', '_' or '-'";

    /** What is added to a pipeline's name for the group that reads a joined stream: no pipeline has a slash in its name. */
    private static final String JOINED = "/join";

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
        PipelineTarget.WarehouseTarget warehouse = pipeline.target().warehouse();
        return new RunData(
                inputs,
                warehouse == null
                        ? List.of()
                        : List.of(RunData.warehouse(
                                warehouse(warehouse).database(),
                                Objects.requireNonNull(warehouse.table()),
                                null,
                                null)));
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

    private static String group(StoreAddress broker, String reader) {
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

    /** Refuses a definition that names stores which are not there; one of parts names some of them. */
    void check(PipelineDefinition definition) {
        List<FieldProblem> problems = new ArrayList<>();
        PipelineSource source = definition.source();
        if (source != null) {
            read(problems, "source.", source);
        }
        definition.joined().ifPresent(joined -> joined(problems, definition, joined));
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() != null) {
            collect(problems, "target.warehouse.store", target.warehouse().store(), WAREHOUSES);
        }
        registries(problems, "avro.", AvroOptions.of(definition));
        referenced(problems, definition.streams().referenced());
        if (!problems.isEmpty()) {
            throw unknown(problems);
        }
    }

    private void joined(List<FieldProblem> problems, PipelineDefinition definition, PipelineDefinition joined) {
        PipelineSource source = Objects.requireNonNull(joined.source());
        read(problems, "join.with.source.", source);
        registries(problems, "join.with.avro.", AvroOptions.of(joined));
        PipelineSource own = Objects.requireNonNull(definition.source());
        boolean same = Objects.equals(own.store(), source.store()) && Objects.equals(own.topic(), source.topic());
        if (same && problems.isEmpty()) {
            requireOtherGroup(definition, own, source);
        }
    }

    /** Two readers of a topic that are one to it would take its partitions from each other. */
    private void requireOtherGroup(PipelineDefinition definition, PipelineSource own, PipelineSource joined) {
        String name = String.valueOf(definition.name());
        StoreAddress broker = broker(own);
        String group = Objects.requireNonNullElseGet(joined.consumerGroup(), () -> group(broker, name + JOINED));
        if (group.equals(Objects.requireNonNullElseGet(own.consumerGroup(), () -> group(broker, name)))) {
            throw invalid(new FieldProblem(
                    "join.with.source.consumerGroup",
                    "is that of the other stream, which is of the same topic",
                    group,
                    "another one"));
        }
    }

    private void read(List<FieldProblem> problems, String prefix, PipelineSource source) {
        collect(problems, prefix + "store", source.store(), BROKERS)
                .flatMap(store -> misplaced(store, prefix, source))
                .ifPresent(problem -> {
                    throw invalid(problem);
                });
    }

    private static ProblemException invalid(FieldProblem problem) {
        return new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(List.of(problem)))
                .with("errors", List.of(problem));
    }

    private void registries(List<FieldProblem> problems, String prefix, AvroOptions avro) {
        if (avro.registry() != null) {
            collect(problems, prefix + "registry", avro.registry(), REGISTRIES);
        }
        if (avro.azureRegistry() != null) {
            collect(problems, prefix + "azureRegistry", avro.azureRegistry(), AZURE_REGISTRIES);
        }
    }

    private void referenced(List<FieldProblem> problems, List<DeclaredReference> references) {
        for (int index = 0; index < references.size(); index++) {
            String store = references.get(index).store();
            if (store != null) {
                collect(problems, "references[" + index + "].store", store, DATABASES);
            }
        }
    }

    /** Files have paths for topics, and neither a time nor an end to wait at. */
    private static Optional<FieldProblem> misplaced(StoreAddress store, String prefix, PipelineSource source) {
        if (!store.kind().equals(StoreAddress.FILES)) {
            String topic = String.valueOf(source.topic());
            return TOPIC.matcher(topic).matches()
                    ? Optional.empty()
                    : Optional.of(new FieldProblem(prefix + "topic", "is no topic of a broker", topic, TOPIC_RULE));
        }
        PipelineSource.StartPosition position = source.startPosition();
        return position == PipelineSource.StartPosition.LATEST || position == PipelineSource.StartPosition.TIME
                ? Optional.of(new FieldProblem(
                        prefix + "startPosition", "is of no use with files", position.name(), "EARLIEST or SEQUENCE"))
                : Optional.empty();
    }

    private StoreAddress require(String field, @Nullable String name, Map<String, List<String>> kinds) {
        List<FieldProblem> problems = new ArrayList<>();
        return collect(problems, field, name, kinds).orElseThrow(() -> unknown(problems));
    }

    private Optional<StoreAddress> collect(
            List<FieldProblem> problems, String field, @Nullable String name, Map<String, List<String>> kinds) {
        Optional<StoreAddress> store = stores.find(Objects.requireNonNull(name));
        if (store.isEmpty()) {
            problems.add(new FieldProblem(field, "is no store", name, "the name of a store of kind " + kinds(kinds)));
        } else if (!kinds.containsKey(store.get().kind())) {
            problems.add(
                    new FieldProblem(field, "is a store of kind " + store.get().kind(), name, "kind " + kinds(kinds)));
        } else {
            StoreAddress found = store.get();
            kinds.getOrDefault(found.kind(), List.of()).stream()
                    .filter(property -> found.property(property) == null)
                    .forEach(property -> problems.add(
                            new FieldProblem(field, "is a store without " + property, name, "one that has it")));
        }
        return problems.isEmpty() ? store : Optional.empty();
    }

    private static String kinds(Map<String, List<String>> kinds) {
        return String.join(" or ", new TreeSet<>(kinds.keySet()));
    }

    private static ProblemException unknown(List<FieldProblem> problems) {
        return new ProblemException(IngestProblem.STORE_UNKNOWN, PipelineRules.sentence(problems))
                .with("errors", problems);
    }
}
