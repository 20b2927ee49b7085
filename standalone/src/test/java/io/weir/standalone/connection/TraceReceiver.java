package io.weir.standalone.connection;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Takes traces as a collector does: OTLP over HTTP, in Protocol Buffers. Numbers of fields are those of
 * {@code opentelemetry/proto/trace/v1/trace.proto}.
 */
final class TraceReceiver implements AutoCloseable {

    /** A span as it came; {@code parent} is empty for the first of a trace. */
    record Span(String service, String trace, String id, String parent, String name, Map<String, String> attributes) {

        static Predicate<Span> named(String name) {
            return span -> span.name().equals(name);
        }
    }

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    /** The last of a trace that came, of those that are wanted. */
    Span last(String trace, Predicate<Span> wanted) {
        List<Span> came = trace(trace);
        return came.stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("not among " + came));
    }

    /** Whether a span is part of one of this name, however far below. */
    boolean isBelow(String trace, Span span, String name) {
        return trace(trace).stream()
                .anyMatch(other ->
                        other.id().equals(span.parent()) && (other.name().equals(name) || isBelow(trace, other, name)));
    }

    /** Of any trace. */
    List<Span> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** All bytes that came, each as a character. */
    String everything() {
        return String.join("\n", bodies);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.add(new String(body, StandardCharsets.ISO_8859_1));
        for (ProtocolBuffer resource : ProtocolBuffer.of(body).messages(1)) {
            String service = attributes(resource.messages(1).get(0), 1).getOrDefault("service.name", "");
            for (ProtocolBuffer scope : resource.messages(2)) {
                scope.messages(2).forEach(span -> spans.add(span(service, span)));
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(String service, ProtocolBuffer span) {
        return new Span(service, span.hex(1), span.hex(2), span.hex(4), span.text(5), attributes(span, 9));
    }

    private static Map<String, String> attributes(ProtocolBuffer message, int number) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<ProtocolBuffer> pairs = new ArrayList<>(message.messages(number));
        pairs.forEach(
                pair -> attributes.put(pair.text(1), pair.messages(2).get(0).text(1)));
        return attributes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
