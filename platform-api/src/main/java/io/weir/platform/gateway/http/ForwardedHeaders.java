package io.weir.platform.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.springframework.http.HttpHeaders;

/**
 * Which headers go through the gateway (RFC 9110, section 7.6.1): all but those of one connection, those that
 * {@code Connection} names, and the length, which each side frames anew. What a caller says of whom it speaks for (RFC 7239)
 * goes no further than here, since nobody vouches for it.
 */
final class ForwardedHeaders {

    private static final NavigableSet<String> OF_ONE_CONNECTION = names(List.of(
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
            "forwarded",
            "host"));

    private static final String FORWARDED = "x-forwarded-";

    /** What a caller must not be able to take out of its call by naming it in {@code Connection}. */
    private static final List<String> ALWAYS =
            List.of("authorization", "content-type", "idempotency-key", "if-match", "traceparent", "x-request-id");

    private ForwardedHeaders() {}

    private static NavigableSet<String> names(Collection<String> names) {
        NavigableSet<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.addAll(names);
        return anyCase;
    }

    /** Copies a caller's headers to the call of a service. */
    static void send(HttpServletRequest call, HttpMessage outgoing) {
        NavigableSet<String> dropped = dropped(Collections.list(call.getHeaders(HttpHeaders.CONNECTION)));
        for (Enumeration<String> names = call.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            if (!dropped.contains(name) && !name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length())) {
                call.getHeaders(name).asIterator().forEachRemaining(value -> outgoing.addHeader(name, value));
            }
        }
    }

    /** Copies a service's headers to the answer; the gateway's own of the same name, set before, win. */
    static void answer(HttpResponse answer, HttpServletResponse response) {
        NavigableSet<String> dropped = dropped(Stream.of(answer.getHeaders(HttpHeaders.CONNECTION))
                .map(ForwardedHeaders::value)
                .toList());
        NavigableSet<String> own = names(response.getHeaderNames());
        for (Iterator<Header> headers = answer.headerIterator(); headers.hasNext(); ) {
            Header header = headers.next();
            if (!dropped.contains(header.getName()) && !own.contains(header.getName())) {
                response.addHeader(header.getName(), value(header));
            }
        }
    }

    private static String value(Header header) {
        return Objects.requireNonNullElse(header.getValue(), "");
    }

    private static NavigableSet<String> dropped(List<String> connection) {
        if (OF_ONE_CONNECTION.containsAll(connection)) {
            return OF_ONE_CONNECTION;
        }
        NavigableSet<String> dropped = names(OF_ONE_CONNECTION);
        for (String names : connection) {
            for (String name : names.split(",", -1)) {
                dropped.add(name.strip());
            }
        }
        ALWAYS.forEach(dropped::remove);
        return dropped;
    }
}
