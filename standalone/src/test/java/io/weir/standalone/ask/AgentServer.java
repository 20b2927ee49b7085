package io.weir.standalone.ask;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint that answers what it was told to, the last of it ever again. */
final class AgentServer implements AutoCloseable {

    private record Reply(int status, String body, @Nullable String retryAfter, boolean silent) {}

    final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    AgentServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/serving-endpoints/chat/completions", this::handle);
        server.start();
    }

    AgentServer answers(String content) {
        return replies(
                200,
                "{\"id\":\"r-1\",\"model\":\"m-2\",\"choices\":[{\"message\":{\"content\":" + content
                        + "}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}");
    }

    AgentServer replies(int status, String body) {
        return add(new Reply(status, body, null, false));
    }

    AgentServer asksToWait(int status, String retryAfter) {
        return add(new Reply(status, "{}", retryAfter, false));
    }

    AgentServer isSilent() {
        return add(new Reply(200, "", null, true));
    }

    private synchronized AgentServer add(Reply reply) {
        replies.add(reply);
        return this;
    }

    private synchronized Reply next() {
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Reply reply = next();
        if (reply.silent()) {
            hold();
        }
        if (reply.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hold() {
        try {
            silence.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/serving-endpoints";
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
