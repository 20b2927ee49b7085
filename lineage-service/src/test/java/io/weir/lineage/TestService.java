package io.weir.lineage;

import io.weir.lineage.openlineage.EventJson;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole service on a port of its own and an empty real PostgreSQL. */
public final class TestService implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create("lineage");
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    public TestService(String... arguments) {
        this(LineageService.application(), arguments);
    }

    /** The service with what looks at its beans. */
    TestService(BeanPostProcessor beans) {
        this(LineageService.application()
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(beans)));
    }

    private TestService(SpringApplicationBuilder application, String... arguments) {
        context = application.run(Stream.of(new String[] {"--server.port=0"}, database.arguments(), arguments)
                .flatMap(Stream::of)
                .toArray(String[]::new));
        address = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    public record Answer(int status, String text, Map<String, String> headers) {
        /** The body, its members sorted. */
        public JsonNode json() {
            return EventJson.read(EventJson.write(EventJson.read(text)));
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return send(request(path).POST(BodyPublishers.ofString(text(body))));
    }

    public Answer post(String path, String header, String value, Object body) {
        return send(request(path).header(header, value).POST(BodyPublishers.ofString(text(body))));
    }

    public Answer put(String path, Object body) {
        return send(request(path).PUT(BodyPublishers.ofString(text(body))));
    }

    public Answer post(String path, String contentEncoding, byte[] body) {
        return send(request(path).header("Content-Encoding", contentEncoding).POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Content-Type", "application/json");
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new Answer(answer.statusCode(), answer.body(), headers);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public String address() {
        return address;
    }

    public HttpClient http() {
        return http;
    }

    public JsonNode graph(String nodeId) {
        return get("/api/v1/lineage?nodeId=" + encode(nodeId)).json();
    }

    public JsonNode run(UUID run) {
        return get("/api/v1/runs/" + run).json();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Object body) {
        return body instanceof String text ? text : EventJson.write(EventJson.tree(body));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
