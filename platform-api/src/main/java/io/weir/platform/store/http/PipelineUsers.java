package io.weir.platform.store.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.RelationsApi;
import io.weir.client.model.AvroOptions;
import io.weir.client.model.JoinOptions;
import io.weir.client.model.JoinedStream;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.Relation;
import io.weir.client.model.RelationPage;
import io.weir.client.model.RelationSource;
import io.weir.client.model.WarehouseTarget;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.store.StoreUsers;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pipelines that read from a store or write to it, and the relations of it, as the ingest worker tells them. */
@Component
class PipelineUsers implements StoreUsers {

    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PipelinesApi pipelines;
    private final RelationsApi relations;
    private final WorkerRemovals removals;

    PipelineUsers(ServiceLocations locations, ServiceIdentity identity, WorkerRemovals removals) {
        this.removals = removals;
        ApiClient client = WorkerClient.of(locations.ingestUrl(), identity, PATIENCE);
        this.pipelines = new PipelinesApi(client);
        this.relations = new RelationsApi(client);
    }

    @Override
    public List<Dependent> of(String store) {
        return users(
                "the store '" + store + "'", pipeline -> uses(pipeline, store), relation -> standsFor(relation, store));
    }

    @Override
    public List<Dependent> ofTopic(String store, String topic) {
        return users(
                "the topic '" + topic + "'",
                pipeline -> sources(pipeline)
                        .anyMatch(source -> store.equals(source.getStore()) && topic.equals(source.getTopic())),
                relation -> {
                    @Nullable RelationSource source = relation.getSource();
                    return source != null
                            && source.getStore().equals(store)
                            && source.getTopic().equals(topic);
                });
    }

    @Override
    public void remove(List<String> stores, @Nullable String topic, @Nullable Identity caller) {
        removals.remove(stores, topic, caller);
    }

    private List<Dependent> users(String used, Predicate<Pipeline> using, Predicate<Relation> standing) {
        try {
            List<Dependent> users = new ArrayList<>();
            String token = null;
            do {
                PipelinePage page = pipelines.listPipelines(null, PAGE, token, null);
                page.getItems().stream()
                        .filter(using)
                        .forEach(pipeline -> users.add(
                                new Dependent(ResourceKind.PIPELINE, pipeline.getName(), pipeline.getOwner())));
                token = page.getNextPageToken();
            } while (token != null);
            do {
                RelationPage page = relations.listRelations(null, null, null, PAGE, token);
                page.getItems().stream()
                        .filter(standing)
                        .forEach(relation -> users.add(
                                new Dependent(ResourceKind.RELATION, relation.getName(), relation.getOwner())));
                token = page.getNextPageToken();
            } while (token != null);
            return users;
        } catch (ApiException unknown) {
            throw ProblemException.unavailable(
                    "Whether a pipeline uses " + used + " cannot be told: ingest-worker does not answer",
                    Duration.ofSeconds(2),
                    unknown);
        }
    }

    private static boolean uses(Pipeline pipeline, String store) {
        return sources(pipeline).anyMatch(source -> store.equals(source.getStore()))
                || uses(pipeline.getTarget(), store)
                || uses(pipeline.getAvro(), store)
                || joined(pipeline).anyMatch(joined -> uses(joined.getAvro(), store))
                || Stream.ofNullable(pipeline.getReferences())
                        .flatMap(List::stream)
                        .anyMatch(reference -> store.equals(reference.getStore()));
    }

    /** Where its records come from: its own stream, and one that is joined with it. */
    private static Stream<PipelineSource> sources(Pipeline pipeline) {
        return Stream.concat(Stream.of(pipeline.getSource()), joined(pipeline).map(JoinedStream::getSource));
    }

    private static Stream<JoinedStream> joined(Pipeline pipeline) {
        return Stream.ofNullable(pipeline.getJoin()).map(JoinOptions::getWith);
    }

    private static boolean standsFor(Relation relation, String store) {
        @Nullable RelationSource source = relation.getSource();
        return (source != null && source.getStore().equals(store))
                || uses(relation.getTarget(), store)
                || uses(relation.getAvro(), store);
    }

    private static boolean uses(@Nullable PipelineTarget target, String store) {
        @Nullable WarehouseTarget warehouse = target == null ? null : target.getWarehouse();
        return warehouse != null && warehouse.getStore().equals(store);
    }

    private static boolean uses(@Nullable AvroOptions avro, String store) {
        return avro != null && (store.equals(avro.getRegistry()) || store.equals(avro.getAzureRegistry()));
    }
}
