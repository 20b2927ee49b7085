package io.weir.platform.store;

import static io.weir.platform.TestPlatform.json;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls of a platform about stores, which asks nobody who they are. */
abstract class StoreCalls {

    @TempDir
    static Path dataDirectory;

    static TestPlatform platform;

    static ServerSocket schemas;

    @BeforeAll
    static void start() throws IOException {
        schemas = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        platform = new TestPlatform(
                "weir.data-dir=" + dataDirectory,
                "weir.azure.identity-namespaces=OURS.servicebus.windows.net,localhost:5671," + schemasAddress());
        platform.pipelines("");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        schemas.close();
    }

    static HttpResponse<String> create(String name, String kind, String properties) {
        return platform.post(
                "/api/v1/stores",
                "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\",\"properties\":" + properties + "}");
    }

    static HttpResponse<String> patch(String name, String properties, String... headers) {
        return platform.send(platform.request("/api/v1/stores/" + name, headers)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"properties\":" + properties + "}")));
    }

    static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    static HttpResponse<String> createFile(String name, String path) {
        return create(name, "DUCKDB", "{\"path\":\"" + path + "\"}");
    }

    static JsonNode tested(String store) {
        String[] asked = store.split("[?]", 2);
        String query = asked.length == 2 ? "?" + asked[1] : "";
        return json(platform.post("/api/v1/stores/" + asked[0] + "/test-connection" + query, ""));
    }

    static String schemasAddress() {
        return "localhost:" + schemas.getLocalPort();
    }

    static void workerSays(String path, int status, String body) {
        String type = status == 200 ? "application/json" : "application/problem+json";
        platform.ingest.on(path, exchange -> TestService.answer(exchange, status, type, body));
    }

    static String namespace(String address) {
        return "{\"namespace\":\"" + address + "\",\"connectionString\":\"env:HUBS_CONNECTION\"}";
    }
}
