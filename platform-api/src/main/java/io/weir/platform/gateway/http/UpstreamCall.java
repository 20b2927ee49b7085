package io.weir.platform.gateway.http;

import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * A call as it is sent to a service.
 *
 * @param repeatable whether it may be sent again when nothing came back: it changes nothing and has no body
 */
record UpstreamCall(ClassicHttpRequest request, boolean repeatable) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    static UpstreamCall of(ClassicHttpRequest request) {
        return new UpstreamCall(request, SAFE.contains(request.getMethod()) && request.getEntity() == null);
    }
}
