package io.weir.metadata.catalog.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.RelationsApi;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
import io.weir.client.model.Relation;
import io.weir.client.model.RelationPage;
import io.weir.metadata.catalog.User;
import io.weir.metadata.catalog.Writers;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The pipelines that write to Delta tables, and the relations beside these, as the ingest worker tells them. */
@Component
class PipelineWriters implements Writers {

    private static final int LARGEST_PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PipelinesApi pipelines;
    private final RelationsApi relations;

    PipelineWriters(ServiceLocations locations, ServiceIdentity identity) {
        ApiClient worker = new ApiClient();
        worker.setRequestInterceptor(identity::sign);
        worker.setReadTimeout(PATIENCE);
        worker.setConnectTimeout(Duration.ofSeconds(1));
        worker.updateBaseUri(locations.ingestUrl().toString());
        this.pipelines = new PipelinesApi(worker);
        this.relations = new RelationsApi(worker);
    }

    @Override
    public List<User> to(Predicate<String> tables) {
        try {
            return Stream.concat(
                            pipelines().stream()
                                    .filter(pipeline ->
                                            table(pipeline).filter(tables).isPresent())
                                    .map(pipeline -> new User(
                                            "pipeline",
                                            ResourceKind.PIPELINE,
                                            pipeline.getName(),
                                            pipeline.getOwner())),
                            relations().stream()
                                    .filter(relation -> tables.test(relation.getName()))
                                    .map(relation -> new User(
                                            "relation",
                                            ResourceKind.RELATION,
                                            relation.getName(),
                                            relation.getOwner())))
                    .toList();
        } catch (ApiException silent) {
            throw ProblemException.unavailable(
                    "Whether pipelines write there cannot be told: ingest-worker does not answer",
                    Duration.ofSeconds(2),
                    silent);
        }
    }

    private List<Pipeline> pipelines() throws ApiException {
        List<Pipeline> all = new ArrayList<>();
        String token = null;
        do {
            PipelinePage page = pipelines.listPipelines(null, LARGEST_PAGE, token, null);
            all.addAll(page.getItems());
            token = page.getNextPageToken();
        } while (token != null);
        return all;
    }

    private List<Relation> relations() throws ApiException {
        List<Relation> all = new ArrayList<>();
        String token = null;
        do {
            RelationPage page = relations.listRelations(null, null, null, LARGEST_PAGE, token);
            all.addAll(page.getItems());
            token = page.getNextPageToken();
        } while (token != null);
        return all;
    }

    private static Optional<String> table(Pipeline pipeline) {
        return Optional.ofNullable(pipeline.getTarget().getDelta()).map(DeltaTarget::getTable);
    }
}
