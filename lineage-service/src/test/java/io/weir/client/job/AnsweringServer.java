package io.weir.client.job;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.lineage.openlineage.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A platform as clients see it, which answers as it is told and remembers what it was asked. */
final class AnsweringServer implements AutoCloseable {

    /** Of an answer: the connection breaks off. */
    static final int NONE = 0;

    private static final String USUAL = "{\"state\":\"RUNNING\",\"event_id\":7,\"uri\":\"s3://lake/t\","
            + "\"snapshot_id\":\"00000000-0000-4000-8000-000000000001\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Semaphore heartbeats = new Semaphore(0);
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    AnsweringServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What was asked. */
    record Call(String line, Headers headers, String text) {
        JsonNode body() {
            return EventJson.read(text);
        }
    }

    /** Fails the next calls, one after the other, and does what it is asked from then on. */
    void fail(Integer... with) {
        statuses.addAll(List.of(with));
    }

    /** Returns when so many more signs of life have come. */
    boolean isAlive(int times) throws InterruptedException {
        heartbeats.drainPermits();
        return heartbeats.tryAcquire(times, 60, TimeUnit.SECONDS);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    Call last() {
        return calls.get(calls.size() - 1);
    }

    JobSettings settings(boolean shipLogs) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new JobSettings(
                address, "secret-token", "logs", Duration.ofMinutes(1), shipLogs, 4, Duration.ofMillis(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(line, exchange.getRequestHeaders(), text));
            if (line.endsWith("/heartbeat")) {
                heartbeats.release();
            }
            Integer status = statuses.poll();
            if (status == null) {
                send(exchange, 200, USUAL);
            } else if (status != NONE) {
                send(exchange, status, "{\"code\":\"the-code\",\"requestId\":\"r-1\",\"detail\":\"because\"}");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
