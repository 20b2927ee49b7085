package io.weir.platform.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Which headers go through the gateway (RFC 9110, section 7.6.1): all but those of one connection, those that
 * {@code Connection} names, and the length, which each side frames anew.
 */
final class ForwardedHeaders {

    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect",
            "host");

    /** What a caller must not be able to take out of its call by naming it in {@code Connection}. */
    private static final Set<String> ALWAYS =
            Set.of("authorization", "content-type", "idempotency-key", "if-match", "traceparent", "x-request-id");

    private ForwardedHeaders() {}

    static HttpHeaders of(HttpHeaders headers) {
        Set<String> dropped = new HashSet<>(OF_ONE_CONNECTION);
        for (String name : headers.getOrEmpty(HttpHeaders.CONNECTION)) {
            for (String token : name.split(",", -1)) {
                dropped.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        dropped.removeAll(ALWAYS);
        HttpHeaders forwarded = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.addAll(name, List.copyOf(values));
            }
        });
        return forwarded;
    }

    /** Writes a service's headers; the gateway's own of the same name, set before, win. */
    static void write(HttpHeaders headers, HttpServletResponse response) {
        headers.forEach((name, values) -> {
            if (!response.containsHeader(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
    }
}
