package io.weir.metadata;

import io.weir.metadata.storage.ObjectStores;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs in production: its own port, a real PostgreSQL, a folder for its tables. */
public final class MetadataServer implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String address;
    private Runnable afterwards = () -> {};

    private MetadataServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** An answer of the service. */
    public record Answer(int status, HttpHeaders headers, String text) {

        /** Empty for none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String contentType() {
            return header("Content-Type");
        }

        public String retryAfter() {
            return header("Retry-After");
        }

        public String etag() {
            return header("ETag");
        }

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", was " + status + ": " + text);
            }
            return this;
        }
    }

    /** Starts on an empty database of its own, which goes with it. */
    public static MetadataServer startOnNewDatabase(Path dataDir, String... arguments) {
        return startOnNewDatabase(dataDir, builder -> {}, arguments);
    }

    /** The same with beans of the test's own. */
    public static MetadataServer startOnNewDatabase(
            Path dataDir, Consumer<SpringApplicationBuilder> setUp, String... arguments) {
        TestDatabase database = TestDatabase.create("metadata");
        MetadataServer server = start(database, dataDir, setUp, arguments);
        server.afterwards = database::close;
        return server;
    }

    public static MetadataServer start(TestDatabase database, Path dataDir, String... arguments) {
        return start(database, dataDir, builder -> {}, arguments);
    }

    /** Starts with beans of the test's own, such as a store that fails. */
    public static MetadataServer start(
            TestDatabase database, Path dataDir, Consumer<SpringApplicationBuilder> setUp, String... arguments) {
        return start(database.arguments(), dataDir, setUp, arguments);
    }

    /** Has tables lie in stores of the test's own. */
    public static Consumer<SpringApplicationBuilder> withStores(ObjectStores stores) {
        return builder -> builder.initializers(
                context -> ((GenericApplicationContext) context).registerBean(ObjectStores.class, () -> stores));
    }

    /** Has what was made by the service, as its data sources, be changed by the test. */
    public static Consumer<SpringApplicationBuilder> withChanged(BeanPostProcessor change) {
        return builder ->
                builder.initializers(context -> context.getBeanFactory().addBeanPostProcessor(change));
    }

    /** Starts on a database that command line arguments point it to. */
    public static MetadataServer start(
            String[] database, Path dataDir, Consumer<SpringApplicationBuilder> setUp, String... arguments) {
        List<String> all = new ArrayList<>(List.of(database));
        all.add("--server.port=0");
        all.add("--logging.level.io.delta=warn");
        all.add("--weir.data-dir=" + dataDir);
        all.addAll(List.of(arguments));
        SpringApplicationBuilder builder = MetadataService.application();
        setUp.accept(builder);
        return new MetadataServer(builder.run(all.toArray(String[]::new)));
    }

    /** What Prometheus is told now: the sum over all labels. */
    public double metric(String name) {
        return get("/actuator/prometheus")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.matches(name + "(\\{.*)? .*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Where it listens, without a slash at its end. */
    public String address() {
        return address;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public Answer delete(String path, String... headers) {
        return send(request(path, headers).DELETE().build());
    }

    public Answer patch(String path, Object body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    public Answer put(String path, Object body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    public Answer post(String path, Object body, String... headers) {
        String text = body instanceof String string ? string : JSON.writeValueAsString(body);
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text))
                .build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + path));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        context.close();
        afterwards.run();
    }
}
