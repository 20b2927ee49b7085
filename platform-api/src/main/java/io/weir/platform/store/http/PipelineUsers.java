package io.weir.platform.store.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.model.AvroOptions;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
import io.weir.client.model.WarehouseTarget;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.store.StoreUsers;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pipelines that read from a store or write to it, as the ingest worker tells them. */
@Component
class PipelineUsers implements StoreUsers {

    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PipelinesApi pipelines;

    PipelineUsers(ServiceLocations locations, ServiceIdentity identity) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(locations.ingestUrl().toString());
        client.setConnectTimeout(Duration.ofSeconds(1));
        client.setReadTimeout(PATIENCE);
        client.setRequestInterceptor(identity::sign);
        this.pipelines = new PipelinesApi(client);
    }

    @Override
    public List<Dependent> of(String store) {
        return users("the store '" + store + "'", pipeline -> uses(pipeline, store));
    }

    @Override
    public List<Dependent> ofTopic(String store, String topic) {
        return users(
                "the topic '" + topic + "'",
                pipeline -> store.equals(pipeline.getSource().getStore())
                        && topic.equals(pipeline.getSource().getTopic()));
    }

    private List<Dependent> users(String used, Predicate<Pipeline> using) {
        try {
            List<Dependent> users = new ArrayList<>();
            String token = null;
            do {
                PipelinePage page = pipelines.listPipelines(PAGE, token);
                page.getItems().stream()
                        .filter(using)
                        .forEach(pipeline -> users.add(new Dependent(pipeline.getName(), pipeline.getOwner())));
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
        @Nullable WarehouseTarget warehouse = pipeline.getTarget().getWarehouse();
        @Nullable AvroOptions avro = pipeline.getAvro();
        return store.equals(pipeline.getSource().getStore())
                || (avro != null && (store.equals(avro.getRegistry()) || store.equals(avro.getAzureRegistry())))
                || (warehouse != null && warehouse.getStore().equals(store));
    }
}
