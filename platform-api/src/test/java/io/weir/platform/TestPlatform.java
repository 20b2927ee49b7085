package io.weir.platform;

import io.weir.support.access.FormerOwner;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway as it runs: its own Tomcat, its own schema in a real PostgreSQL, three services behind it. */
public final class TestPlatform implements AutoCloseable {

    /** How long a test waits for what must come, on however busy a machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = new JsonMapper();

    public final TestService metadata = new TestService();
    public final TestService ingest = new TestService();
    public final TestService lineage = new TestService();
    private final TestDatabase database = TestDatabase.create("platform");
    private final ConfigurableApplicationContext application;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param settings further settings, each as {@code name=value} */
    public TestPlatform(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--weir.services.metadata-url=" + metadata.uri(),
                "--weir.services.ingest-url=" + ingest.uri(),
                "--weir.services.lineage-url=" + lineage.uri()));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        for (TestService service : List.of(metadata, ingest, lineage)) {
            service.on(FormerOwner.PATH, told -> TestService.answer(told, 204, "application/json", ""));
        }
        application = PlatformApi.application().run(arguments.toArray(String[]::new));
    }

    public int port() {
        return Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    /** All of a type, in no order. */
    public <T> Collection<T> beans(Class<T> type) {
        return application.getBeansOfType(type).values();
    }

    /** What the ingest worker lists, and no relations. */
    public void pipelines(String items) {
        list("/api/v1/pipelines", items);
        relations("");
    }

    /** The relations that it lists beside. */
    public void relations(String items) {
        list("/api/v1/relations", items);
    }

    private void list(String path, String items) {
        ingest.on(
                path, exchange -> TestService.answer(exchange, 200, "application/json", "{\"items\":[" + items + "]}"));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public HttpClient client() {
        return client;
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        application.close();
        metadata.close();
        ingest.close();
        lineage.close();
        database.close();
    }
}
