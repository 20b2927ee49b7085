package io.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives tokens to processes of this machine, as Azure App Service does where a managed identity is assigned. */
final class TokenServer implements AutoCloseable {

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final HttpServer server;
    private final String header = UUID.randomUUID().toString();
    private final String prefix = "eyJ-" + UUID.randomUUID() + "-";
    private final AtomicInteger given = new AtomicInteger();

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What a process finds it by. */
    Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT",
                "http://localhost:" + server.getAddress().getPort() + "/msi/token",
                "IDENTITY_HEADER",
                header);
    }

    /** Whether a token is one of these. */
    boolean gave(String token) {
        return token.startsWith(prefix);
    }

    /** What all of its tokens begin with. */
    String prefix() {
        return prefix;
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = header.equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"))
                && exchange.getRequestURI().toString().contains("eventhubs.azure.net");
        String ends = Long.toString(Instant.now().plus(SHORT).getEpochSecond());
        byte[] body = (known
                        ? "{\"access_token\":\"" + prefix + given.incrementAndGet() + "\",\"expires_on\":\"" + ends
                                + "\",\"resource\":\"https://eventhubs.azure.net\",\"token_type\":\"Bearer\"}"
                        : "{\"statusCode\":400,\"message\":\"unknown\"}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
