package io.weir.platform.store;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what a store names answers, and whom such a question leads nowhere. */
class StoreConnectionsTest extends StoreCalls {

    @Test
    void aWarehouseIsTriedWithoutOpeningIt() throws IOException {
        createFile("fresh", "new/folder/w.duckdb");
        assertThat(tested("fresh").path("ok").asBoolean()).isTrue();
        assertThat(dataDirectory.resolve("new")).doesNotExist();
        Files.createDirectory(dataDirectory.resolve("a-folder"));
        createFile("folder", "a-folder");
        assertThat(tested("folder").path("ok").asBoolean()).isFalse();
        Files.writeString(dataDirectory.resolve("there.duckdb"), "x");
        createFile("there", "there.duckdb");
        assertThat(tested("there").path("ok").asBoolean()).isTrue();
        createFile("below-a-file", "there.duckdb/x.duckdb");
        assertThat(tested("below-a-file").path("ok").asBoolean()).isFalse();
    }

    @Test
    void aNamespaceIsTriedWithoutItsConnectionString() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            create("hubs", "EVENTHUBS", namespace("localhost:" + listening.getLocalPort()));
            assertThat(tested("hubs").path("ok").asBoolean()).isTrue();
        }
        assertThat(tested("hubs").path("ok").asBoolean()).isFalse();
        assertThat(tested("hubs").path("detail").asString())
                .startsWith("localhost:")
                .contains("does not answer");
    }

    @Test
    void aNamespaceOfSchemasIsTriedToo() throws IOException {
        create("schemas-there", "AZURE_SCHEMA_REGISTRY", "{\"namespace\":\"" + schemasAddress() + "\"}");
        assertThat(tested("schemas-there").path("ok").asBoolean()).isTrue();
        schemas.close();
        assertThat(tested("schemas-there").path("ok").asBoolean()).isFalse();
        assertThat(tested("schemas-there").path("detail").asString())
                .startsWith(schemasAddress())
                .contains("does not answer");
    }

    @Test
    void aWorkerSignsInWhereOnlyWorkersDo() {
        create("captures", "FILES", "{\"path\":\"/data/captures\"}");
        String entities = "/api/v1/stores/captures/entities";
        workerSays(entities, 200, "{\"items\":[{\"path\":\"2026\",\"kind\":\"FOLDER\"}]}");
        assertThat(tested("captures").path("ok").asBoolean()).isTrue();
        assertThat(tested("captures").path("detail").asString()).contains("finds 2026 first");
        workerSays(entities, 200, "{\"items\":[]}");
        assertThat(tested("captures").path("detail").asString()).contains("finds nothing");
        workerSays(entities, 422, "{\"detail\":\"/data is not in the allowed roots\"}");
        assertThat(tested("captures").path("ok").asBoolean()).isFalse();
        assertThat(tested("captures").path("detail").asString()).isEqualTo("/data is not in the allowed roots");
        workerSays(entities, 502, "<html>");
        assertThat(tested("captures").path("detail").asString()).contains("status 502");
    }

    @Test
    void aRegistryIsAskedAsItsUser() throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(asked.size() == 1 ? 200 : 401, -1);
            }
        });
        registry.start();
        String url = "http://localhost:" + registry.getAddress().getPort();
        try {
            assertThat(create("schemas", "SCHEMA_REGISTRY", "{\"url\":\"" + url + "/base/\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(tested("schemas").path("ok").asBoolean()).isTrue();
            assertThat(tested("schemas").path("detail").asString()).contains("status 401");
        } finally {
            registry.stop(0);
        }
        assertThat(tested("schemas").path("ok").asBoolean()).isFalse();
        assertThat(asked).containsExactly("/base/schemas/types null", "/base/schemas/types null");
    }

    /** Whoever runs one may name what only the platform reaches. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRegistryLeadsNowhereElse(int status) throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://localhost:" + registry.getAddress().getPort();
        registry.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                exchange.getResponseHeaders().add("Location", url + "/inside");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        registry.start();
        try {
            create("leads-" + status, "SCHEMA_REGISTRY", "{\"url\":\"" + url + "\"}");
            assertThat(tested("leads-" + status).path("detail").asString()).contains("status " + status);
        } finally {
            registry.stop(0);
        }
        assertThat(asked).containsExactly("/schemas/types");
    }

    @Test
    void aNamespaceThatIsNamedNeedsNoConnectionString() {
        assertThat(create("own", "EVENTHUBS", "{\"namespace\":\"ours.servicebus.windows.net\"}")
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> moved = patch("own", "{\"namespace\":\"theirs.servicebus.windows.net\"}");
        assertThat(moved.statusCode()).isEqualTo(422);
        assertThat(json(moved).at("/errors/0/field").asString()).isEqualTo("properties.connectionString");
        assertThat(json(moved).at("/errors/0/message").asString()
                        + json(moved).path("detail").asString())
                .contains("weir.azure.identity-namespaces", "theirs.servicebus.windows.net");
        assertThat(json(moved).at("/errors/0/allowed").asString())
                .contains("secret:NAME", "weir.azure.identity-namespaces");

        create("keyed", "EVENTHUBS", namespace("theirs.servicebus.windows.net"));
        assertThat(patch("keyed", "{\"connectionString\":null}").statusCode()).isEqualTo(422);
        assertThat(patch("keyed", "{\"connectionString\":null,\"namespace\":\"localhost:5671\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(create("other-port", "EVENTHUBS", "{\"namespace\":\"localhost:5672\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    /** As names are that lead elsewhere than when they were written down. */
    @Test
    void whatLeadsIntoThePrivateNetworkIsNotConnectedTo() {
        Stores stores = platform.bean(Stores.class);
        stores.add("inside", StoreKind.KAFKA, Map.of("bootstrapServers", "10.0.0.1:9092"), "test");
        Map<String, String> hubs = Map.of("namespace", "169.254.169.254:80", "connectionString", "env:A");
        stores.add("hubs-inside", StoreKind.EVENTHUBS, hubs, "test");
        stores.add(
                "kinesis-inside",
                StoreKind.KINESIS,
                Map.of(
                        "region",
                        "eu-central-1",
                        "accessKeyId",
                        "AKIA",
                        "secretAccessKey",
                        "secret:none",
                        "endpoint",
                        "http://10.0.0.1:4568"),
                "test");

        HttpResponse<String> refused = platform.get("/api/v1/stores/inside/topics");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("code").asString()).isEqualTo("address-refused");
        for (String store : List.of("inside", "hubs-inside", "kinesis-inside")) {
            assertThat(tested(store).path("ok").asBoolean()).isFalse();
            assertThat(tested(store).path("detail").asString()).contains("weir.outbound.allowed");
        }
    }
}
