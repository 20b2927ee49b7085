package io.weir.support.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Another service, over real HTTP: keeps what it was sent and answers as it is told. */
public final class Receiver implements AutoCloseable {

    /** One delivery, in the order of arrival. */
    public record Arrival(String path, String body, String requestId) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Arrival> status = arrival -> 201;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String requestId = exchange.getRequestHeaders().getFirst("X-Request-Id");
            Arrival arrival = new Arrival(exchange.getRequestURI().toString(), body, requestId);
            arrivals.add(arrival);
            exchange.sendResponseHeaders(status.applyAsInt(arrival), -1);
        }
    }

    public void answers(ToIntFunction<Arrival> answer) {
        status = answer;
    }

    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    public List<String> bodies() {
        return arrivals.stream().map(Arrival::body).toList();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Tells a service that this is its lineage service. */
    public String argument() {
        return "--weir.services.lineage-url=" + address();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
