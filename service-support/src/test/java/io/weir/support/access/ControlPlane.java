package io.weir.support.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Tells a service over real HTTP what roles may do, a grant a page. */
final class ControlPlane implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, List<Grant>> grants = new ConcurrentHashMap<>();

    /** What is in all organizations. */
    private volatile List<Member> members = List.of();

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int status = 200;
    private volatile String askedBy = "";

    ControlPlane() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/grants", this::answer);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void grant(String role, Grant... all) {
        grants.put(role, List.of(all));
    }

    void contain(Member... all) {
        members = List.of(all);
    }

    void answersWith(int code) {
        status = code;
    }

    int calls() {
        return calls.get();
    }

    String askedBy() {
        return askedBy;
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        askedBy = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, String> query = List.of(exchange.getRequestURI().getQuery().split("&")).stream()
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        byte[] body = page(query.get("role"), Integer.parseInt(query.getOrDefault("pageToken", "0")))
                .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String page(String role, int from) {
        List<Grant> all = grants.getOrDefault(role, List.of());
        String next = from + 1 < all.size() ? ",\"nextPageToken\":\"" + (from + 1) + "\"" : "";
        return "{\"items\":[" + (from < all.size() ? json(all.get(from)) : "") + "]" + next + "}";
    }

    private String json(Grant grant) {
        String contained = members.stream()
                .map(member -> "{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(member.kind(), member.name()))
                .collect(Collectors.joining(",", ",\"members\":[", "]"));
        return "{\"id\":7,\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"withGrantOption\":%s%s}"
                .formatted(
                        grant.privilege(),
                        grant.kind(),
                        grant.name(),
                        grant.withGrantOption(),
                        grant.kind() == ResourceKind.ORGANIZATION ? contained : "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
