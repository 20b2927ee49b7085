package io.weir.platform.gateway.http;

import java.util.Set;

/**
 * A call as it is sent to a service.
 *
 * @param repeatable whether it may be sent again when nothing came back: it changes nothing and has no body
 */
record UpstreamCall(ServiceRequest request, boolean repeatable) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    static UpstreamCall of(ServiceRequest request) {
        return new UpstreamCall(request, SAFE.contains(request.getMethod()) && request.getEntity() == null);
    }
}
