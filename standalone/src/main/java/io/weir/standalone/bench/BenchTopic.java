package io.weir.standalone.bench;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.SecretsApi;
import io.weir.client.api.StoresApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.CreateSecretRequest;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateStoreRequest.KindEnum;
import io.weir.client.model.CreateTopicRequest;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.PlatformAddresses;
import java.net.http.HttpClient;
import java.util.Map;

/** The stores and the topic of a run, on a platform of its own. */
final class BenchTopic {

    static final String BROKER = "bench-broker";
    static final String HUBS = "bench-hubs";
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

    /** A topic of the platform's own broker. */
    void make() throws ApiException {
        store(BROKER, KindEnum.KAFKA, Map.of("bootstrapServers", platform.kafkaBootstrapServers()));
        store(WAREHOUSE, KindEnum.DUCKDB, Map.of("path", "bench.duckdb"));
        add(NAME);
    }

    /** One more topic of that broker. */
    void add(String name) throws ApiException {
        new TopicsApi(client)
                .createTopic(BROKER, new CreateTopicRequest().name(name).partitions(PARTITIONS), null);
    }

    String bootstrapServers() {
        return platform.kafkaBootstrapServers();
    }

    /** A hub that is there already. */
    void makeHub(String connectionString) throws ApiException {
        new SecretsApi(client).createSecret(new CreateSecretRequest().name(HUBS).value(connectionString), null);
        String namespace = connectionString.replaceAll("Endpoint=sb://([^;/]+).*", "$1");
        store(HUBS, KindEnum.EVENTHUBS, Map.of("namespace", namespace, "connectionString", "secret:" + HUBS));
        store(WAREHOUSE, KindEnum.DUCKDB, Map.of("path", "bench.duckdb"));
    }

    private void store(String name, KindEnum kind, Map<String, String> properties) throws ApiException {
        new StoresApi(client)
                .createStore(new CreateStoreRequest().name(name).kind(kind).properties(properties), null);
    }
}
