package io.weir.ingest.pipeline;

import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the stores must keep that a definition names. Finds everything that is wrong with them, not only the first. */
final class StoreRules {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    static final String TOPIC_RULE = "a topic: 1 to 249 letters, digits, '.', '_' or '-'";

    private final Stores stores;

    /** Fields that something else is wrong with: what they name is not looked up. */
    private final Set<String> refused;

    private final List<FieldProblem> unknown = new ArrayList<>();
    private final List<FieldProblem> misfits = new ArrayList<>();

    /** @param known what is wrong with the definition otherwise */
    StoreRules(Stores stores, Collection<FieldProblem> known) {
        this.stores = stores;
        this.refused = known.stream().map(FieldProblem::field).collect(Collectors.toUnmodifiableSet());
    }

    /** Stores that are not there, or are of no use in their place. */
    List<FieldProblem> unknown() {
        return List.copyOf(unknown);
    }

    /** What does not go with the stores that are there. */
    List<FieldProblem> misfits() {
        return List.copyOf(misfits);
    }

    /** Looks at all stores that are named; one of parts names some of them. */
    void check(PipelineDefinition definition) {
        PipelineSource source = definition.source();
        if (source != null) {
            read("source.", source);
        }
        definition.joined().ifPresent(joined -> joined(definition, joined));
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() != null) {
            find("target.warehouse.store", target.warehouse().store(), PipelineStores.WAREHOUSES);
        }
        registries("avro.", AvroOptions.of(definition));
        referenced(definition.streams().referenced());
    }

    private void joined(PipelineDefinition definition, PipelineDefinition joined) {
        PipelineSource source = joined.source();
        if (source == null) {
            return;
        }
        Optional<StoreAddress> broker = read("join.with.source.", source);
        registries("join.with.avro.", AvroOptions.of(joined));
        PipelineSource own = definition.source();
        if (own != null && Objects.equals(own.store(), source.store()) && Objects.equals(own.topic(), source.topic())) {
            broker.ifPresent(store -> otherGroup(store, String.valueOf(definition.name()), own, source));
        }
    }

    /** Two readers of a topic that are one to it would take its partitions from each other. */
    private void otherGroup(StoreAddress broker, String name, PipelineSource own, PipelineSource joined) {
        String group = Objects.requireNonNullElseGet(
                joined.consumerGroup(), () -> PipelineStores.group(broker, name + PipelineStores.JOINED));
        String others = Objects.requireNonNullElseGet(own.consumerGroup(), () -> PipelineStores.group(broker, name));
        if (group.equals(others)) {
            misfit(
                    "join.with.source.consumerGroup",
                    "is that of the other stream, which is of the same topic",
                    group,
                    "another one");
        }
    }

    private Optional<StoreAddress> read(String prefix, PipelineSource source) {
        Optional<StoreAddress> store = find(prefix + "store", source.store(), PipelineStores.BROKERS);
        store.ifPresent(found -> {
            if (!found.kind().equals(StoreAddress.FILES)) {
                topic(prefix + "topic", source.topic());
            }
            start(prefix, found, source.startPosition());
        });
        return store;
    }

    /** Files have paths for topics. */
    private void topic(String field, @Nullable String topic) {
        if (topic != null && !TOPIC.matcher(topic).matches()) {
            misfit(field, "is no topic of a broker", topic, TOPIC_RULE);
        }
    }

    /** Files have neither a time nor an end to wait at, and what Kafka calls an offset counts records. */
    void start(String prefix, StoreAddress broker, PipelineSource.@Nullable StartPosition position) {
        if (position == null) {
            return;
        }
        String field = prefix + "startPosition";
        boolean ofHub = broker.kind().equals(StoreAddress.EVENTHUBS);
        switch (position) {
            case LATEST, TIME -> {
                if (broker.kind().equals(StoreAddress.FILES)) {
                    misfit(field, "is of no use with files", position.name(), "EARLIEST or SEQUENCE");
                }
            }
            case OFFSET -> {
                if (!ofHub) {
                    String allowed = "SEQUENCE, with the first offset of each partition, or another position";
                    misfit(field, "is for hubs alone", position.name(), allowed);
                }
            }
            case EARLIEST, SEQUENCE -> {}
        }
    }

    private void registries(String prefix, AvroOptions avro) {
        if (avro.registry() != null) {
            find(prefix + "registry", avro.registry(), PipelineStores.REGISTRIES);
        }
        if (avro.azureRegistry() != null) {
            find(prefix + "azureRegistry", avro.azureRegistry(), PipelineStores.AZURE_REGISTRIES);
        }
    }

    private void referenced(List<DeclaredReference> references) {
        for (int index = 0; index < references.size(); index++) {
            String store = references.get(index).store();
            if (store != null) {
                find("references[" + index + "].store", store, PipelineStores.DATABASES);
            }
        }
    }

    /** A store that is of use in its place; one that is not there, or is not, is noted. */
    Optional<StoreAddress> find(String field, @Nullable String name, Map<String, List<String>> kinds) {
        if (name == null || refused.contains(field)) {
            return Optional.empty();
        }
        Optional<StoreAddress> store = stores.find(name);
        int before = unknown.size();
        if (store.isEmpty()) {
            unknown(field, "is no store", name, "the name of a store of kind " + kinds(kinds));
        } else if (!kinds.containsKey(store.get().kind())) {
            unknown(field, "is a store of kind " + store.get().kind(), name, "kind " + kinds(kinds));
        } else {
            kinds.getOrDefault(store.get().kind(), List.of()).stream()
                    .filter(property -> store.get().property(property) == null)
                    .forEach(property -> unknown(field, "is a store without " + property, name, "one that has it"));
        }
        return unknown.size() == before ? store : Optional.empty();
    }

    private static String kinds(Map<String, List<String>> kinds) {
        return String.join(" or ", new TreeSet<>(kinds.keySet()));
    }

    private void unknown(String field, String message, String found, String allowed) {
        unknown.add(new FieldProblem(field, message, found, allowed));
    }

    private void misfit(String field, String message, String found, String allowed) {
        if (!refused.contains(field)) {
            misfits.add(new FieldProblem(field, message, found, allowed));
        }
    }
}
