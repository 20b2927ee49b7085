package io.weir.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A service behind the gateway as a small real HTTP server, whose answers and faults a test chooses. */
public final class TestService implements AutoCloseable {

    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** One that no connection gets by itself while the service is away. */
    private final int port = FreePorts.base();

    private HttpServer server = bind(port);
    private ExecutorService threads;
    private boolean away;

    public TestService() {
        run();
        on("/actuator/health", TestService::healthy);
    }

    /** What a service says whose health is good. */
    public static void healthy(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "application/json", "{\"status\":\"UP\"}");
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Sets what is done for every path that begins so; the longest beginning wins. */
    public void on(String pathPrefix, HttpHandler handler) {
        handlers.put(pathPrefix, handler);
    }

    /** Calls that arrived, health checks left out. */
    public int calls() {
        return calls.get();
    }

    public void goAway() {
        away = true;
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers again, if it went away. */
    public void comeBack() {
        if (away) {
            away = false;
            server = bind(port);
            run();
        }
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException inUse) {
            throw new UncheckedIOException(inUse);
        }
    }

    private void run() {
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::dispatch);
        server.start();
    }

    private void dispatch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (!path.startsWith("/actuator")) {
            calls.incrementAndGet();
        }
        HttpHandler handler = handlers.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(unknown -> answer(unknown, 404, "application/problem+json", "{\"code\":\"not-found\"}"));
        handler.handle(exchange);
    }

    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        goAway();
    }
}
