package io.weir.metadata.catalog.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
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
import org.springframework.stereotype.Component;

/** The pipelines that write to Delta tables, as the ingest worker tells them. */
@Component
class PipelineWriters implements Writers {

    private static final int LARGEST_PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PipelinesApi pipelines;

    PipelineWriters(ServiceLocations locations, ServiceIdentity identity) {
        ApiClient worker = new ApiClient();
        worker.setRequestInterceptor(identity::sign);
        worker.setReadTimeout(PATIENCE);
        worker.setConnectTimeout(Duration.ofSeconds(1));
        worker.updateBaseUri(locations.ingestUrl().toString());
        this.pipelines = new PipelinesApi(worker);
    }

    @Override
    public List<User> to(Predicate<String> tables) {
        return all().stream()
                .filter(pipeline -> table(pipeline).filter(tables).isPresent())
                .map(pipeline -> new User("pipeline", ResourceKind.PIPELINE, pipeline.getName(), pipeline.getOwner()))
                .toList();
    }

    private List<Pipeline> all() {
        List<Pipeline> all = new ArrayList<>();
        try {
            PipelinePage page = pipelines.listPipelines(LARGEST_PAGE, null);
            all.addAll(page.getItems());
            while (page.getNextPageToken() != null) {
                page = pipelines.listPipelines(LARGEST_PAGE, page.getNextPageToken());
                all.addAll(page.getItems());
            }
        } catch (ApiException silent) {
            throw ProblemException.unavailable(
                    "Whether pipelines write there cannot be told: ingest-worker does not answer",
                    Duration.ofSeconds(2),
                    silent);
        }
        return all;
    }

    private static Optional<String> table(Pipeline pipeline) {
        return Optional.ofNullable(pipeline.getTarget().getDelta()).map(DeltaTarget::getTable);
    }
}
