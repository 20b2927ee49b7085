package io.weir.platform.gateway.http;

import io.weir.platform.ticket.ListenersToken;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A call as it is sent to a service.
 *
 * @param caller who makes it
 * @param repeatable whether it may be sent again when nothing came back: it changes nothing and has no body
 * @param token tells what it is made with
 */
record UpstreamCall(ServiceRequest request, String caller, boolean repeatable, Supplier<ListenersToken> token) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether it is likely to be answered by events without end. */
    boolean asksForEvents() {
        Header accepted = request.getFirstHeader(HttpHeaders.ACCEPT);
        return repeatable && accepted != null && accepted.getValue().contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    static UpstreamCall of(ServiceRequest request, String caller, Supplier<ListenersToken> token) {
        return new UpstreamCall(
                request, caller, SAFE.contains(request.getMethod()) && request.getEntity() == null, token);
    }
}
