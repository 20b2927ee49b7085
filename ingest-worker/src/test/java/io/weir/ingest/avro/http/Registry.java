package io.weir.ingest.avro.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.json.JsonMapper;

/** A registry of schemas that speaks Confluent's protocol, as far as readers need it. */
public final class Registry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** What was asked, in order. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** What whoever asks has to show; empty for nothing. */
    volatile String authorization = "";

    private volatile int failing;
    private volatile String location = "";

    public Registry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Registers a schema. */
    public void register(int id, String schema) {
        answer("/schemas/ids/" + id, JSON.writeValueAsString(Map.of("schema", schema)));
    }

    void answer(String path, String body) {
        answers.put(path, body);
    }

    /** Answers everything with a status, as a registry or what is before it does while it is down; 0 ends it. */
    public void fail(int status) {
        failing = status;
    }

    /** Answers everything with a status that says where it is instead. */
    void redirect(int status, URI elsewhere) {
        location = elsewhere.toString();
        failing = status;
    }

    public int requests() {
        return asked.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String body = answers.get(path);
        if (failing != 0) {
            exchange.getResponseHeaders().add("Location", location + path);
            send(exchange, failing, "<html>no</html>");
        } else if (!authorization.isEmpty() && !authorization.equals(shown)) {
            send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        } else if (body == null) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(exchange, 200, body);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
