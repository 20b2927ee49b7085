package io.weir.client.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A platform as clients see it, which answers as it is told and remembers what it was asked. */
public final class AnsweringServer implements AutoCloseable {

    /** Of an answer: the connection breaks off. */
    public static final int NONE = 0;

    private static final int STALLED = -1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USUAL = "{\"state\":\"RUNNING\",\"event_id\":7,\"uri\":\"s3://lake/t\","
            + "\"snapshot_id\":\"00000000-0000-4000-8000-000000000001\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Semaphore heartbeats = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    public AnsweringServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private record Answer(int status, String text, Map<String, String> headers) {}

    /** What was asked. */
    public record Call(String line, Headers headers, String text) {
        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Fails the next calls, one after the other, and does what it is asked from then on. */
    public void fail(int... with) {
        for (int status : with) {
            answer(status, "{\"code\":\"the-code\",\"requestId\":\"r-1\",\"detail\":\"because\"}");
        }
    }

    /** Answers the next call but for those that are told already. */
    public void answer(int status, String text) {
        answer(status, text, Map.of());
    }

    /** Begins to answer the next call, and says no more until it is closed. */
    void stall() {
        answer(STALLED, USUAL);
    }

    /** The same, with further headers. */
    void answer(int status, String text, Map<String, String> headers) {
        answers.add(new Answer(status, text, headers));
    }

    /** Answers as usual again. */
    void forget() {
        answers.clear();
    }

    /** Returns when so many more signs of life have come. */
    public boolean isAlive(int times) throws InterruptedException {
        heartbeats.drainPermits();
        return heartbeats.tryAcquire(times, 60, TimeUnit.SECONDS);
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    public Call last() {
        return calls.get(calls.size() - 1);
    }

    /** How to call it, with a token and without long waits. */
    public ClientSettings settings() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ClientSettings(address, "secret-token", Duration.ofMinutes(1), 4, Duration.ofMillis(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(line, exchange.getRequestHeaders(), text));
            if (line.endsWith("/heartbeat")) {
                heartbeats.release();
            }
            Answer answer = answers.poll();
            if (answer == null) {
                send(exchange, new Answer(200, USUAL, Map.of()));
            } else if (answer.status() != NONE) {
                send(exchange, answer);
            }
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        if (answer.status() != STALLED) {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            return;
        }
        exchange.sendResponseHeaders(200, bytes.length + 1);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException stopped) {
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
