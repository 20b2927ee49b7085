package io.weir.lineage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.lineage.openlineage.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** An OpenLineage endpoint over real HTTP that takes what it gets and misbehaves as it is told, once for each order. */
final class Endpoint implements AutoCloseable {

    /** What it does with a request; {@code status} is answered by the others. */
    enum Mood {
        /** Takes it and breaks the connection. */
        LOSES_THE_REPLY,
        /** Takes it and never answers. */
        STALLS
    }

    /** One request. */
    record Arrival(JsonNode event, String authorization) {
        String type() {
            return event.path("eventType").asString("none");
        }

        String run() {
            return event.path("run").path("runId").asString("none");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Queue<Object> orders = new ConcurrentLinkedQueue<>();

    /** Misbehaves in this order, a status or a {@link Mood} a request, and answers 201 from then on. */
    Endpoint(Object... orders) {
        this.orders.addAll(List.of(orders));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/api/v1/lineage?key=hidden-key";
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    boolean hasDoneAll() {
        return orders.isEmpty();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            arrivals.add(new Arrival(
                    EventJson.read(exchange.getRequestBody().readAllBytes()),
                    authorization == null ? "none" : authorization));
            Object order = orders.poll();
            if (order == Mood.STALLS) {
                closed.await();
            }
            if (!(order instanceof Mood)) {
                byte[] echo = ("you said " + authorization).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(order == null ? 201 : (int) order, echo.length);
                exchange.getResponseBody().write(echo);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
