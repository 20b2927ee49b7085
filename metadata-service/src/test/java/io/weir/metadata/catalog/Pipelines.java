package io.weir.metadata.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.metadata.MetadataServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An ingest worker as far as its lists go: of pipelines, each of which writes to one Delta table, and of relations. */
final class Pipelines implements AutoCloseable {

    private final HttpServer server;
    private volatile List<String> tables = List.of();
    private volatile List<String> relations = List.of();
    private volatile int status = 200;

    Pipelines() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext(
                "/api/v1/pipelines",
                exchange -> answer(exchange, page(exchange.getRequestURI().getQuery())));
        server.createContext(
                "/api/v1/relations",
                exchange -> answer(
                        exchange,
                        Map.of(
                                "items",
                                relations.stream().map(Pipelines::relation).toList())));
        server.start();
    }

    private void answer(HttpExchange exchange, Map<String, Object> page) throws IOException {
        byte[] body = MetadataServer.JSON.writeValueAsString(page).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void declare(String... names) {
        relations = List.of(names);
    }

    void writeTo(String... names) {
        tables = List.of(names);
    }

    void answer(int code) {
        status = code;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Two pages, whenever there is something on the second. */
    private Map<String, Object> page(String query) {
        List<Map<String, Object>> all = IntStream.range(0, tables.size())
                .mapToObj(number -> pipeline(number, tables.get(number)))
                .toList();
        return query.contains("pageToken") || all.size() < 2
                ? Map.of("items", all.isEmpty() ? all : all.subList(all.size() - 1, all.size()))
                : Map.of("items", all.subList(0, all.size() - 1), "nextPageToken", "more");
    }

    private static Map<String, Object> pipeline(int number, String table) {
        return Map.of(
                "name", "writer-" + number,
                "owner", "user:ann",
                "source", Map.of("store", "broker", "topic", "orders", "format", "JSON"),
                "target", Map.of("delta", Map.of("table", table)),
                "state", "RUNNING",
                "createdAt", "2026-11-22T10:00:00Z",
                "updatedAt", "2026-11-22T10:00:00Z");
    }

    private static Map<String, Object> relation(String name) {
        return Map.of(
                "name", name,
                "kind", "STREAM",
                "owner", "user:ann",
                "primaryKey", List.of(),
                "comment", "",
                "properties", Map.of(),
                "createdAt", "2026-11-22T10:00:00Z",
                "updatedAt", "2026-11-22T10:00:00Z");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
