package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.weir.test.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that gives tokens, as OAuth's servers and machines' metadata servers do; what it is asked is written down. */
public final class TokenServer implements AutoCloseable {

    /**
     * What somebody asks.
     *
     * @param form of the body, or of the query where there is no body
     */
    public record Asked(String method, String path, Map<String, String> form, Map<String, String> headers) {}

    /** An answer, whose body is JSON. */
    public record Told(int status, String body) {

        /** A token that is good so long. */
        public static Told token(String token, long seconds) {
            return new Told(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}");
        }
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Told> answers = request -> Told.token("first", 3600);
    private final LoopbackServer server = new LoopbackServer("token-server", this::serve);

    public URI address() {
        return server.address();
    }

    /** Answers so from now on. */
    public void answer(Function<Asked, Told> told) {
        answers = told;
        asked.clear();
    }

    /** What it was asked since it was told how to answer. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                form(body.isEmpty() ? exchange.getRequestURI().getRawQuery() : body),
                headers);
        asked.add(request);
        Told told = answers.apply(request);
        byte[] bytes = told.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(@Nullable String text) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        server.close();
    }
}
