package io.weir.standalone.bench;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.StoresApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateTopicRequest;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.PlatformAddresses;
import java.net.http.HttpClient;
import java.util.Map;

/** The stores and the topic of a run, on a platform of its own. */
final class BenchTopic {

    static final String BROKER = "bench-broker";
    static final String WAREHOUSE = "bench-warehouse";
    static final String NAME = "bench";
    static final int PARTITIONS = 4;

    private final ApiClient client = new ApiClient();
    private final PlatformAddresses platform;

    BenchTopic(PlatformAddresses platform) {
        this.platform = platform;
        client.updateBaseUri(platform.gateway().toString());
        client.setRequestInterceptor(new LocalAccess(platform.dataDir())::sign);
        client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    ApiClient client() {
        return client;
    }

    void make() throws ApiException {
        StoresApi stores = new StoresApi(client);
        stores.createStore(
                new CreateStoreRequest()
                        .name(BROKER)
                        .kind(CreateStoreRequest.KindEnum.KAFKA)
                        .properties(Map.of("bootstrapServers", platform.kafkaBootstrapServers())),
                null);
        stores.createStore(
                new CreateStoreRequest()
                        .name(WAREHOUSE)
                        .kind(CreateStoreRequest.KindEnum.DUCKDB)
                        .properties(Map.of("path", "bench.duckdb")),
                null);
        new TopicsApi(client)
                .createTopic(BROKER, new CreateTopicRequest().name(NAME).partitions(PARTITIONS), null);
    }
}
