package io.weir.platform.gateway.http;

import io.weir.platform.gateway.Service;
import io.weir.support.identity.Identity;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.request.RequestIds;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a call to the service that its route names, bytes unchanged: path and query go out as they came in, bodies pass
 * in both directions without being held.
 */
final class ServiceExchange implements ProxyExchange, AutoCloseable {

    /** Request attribute: the {@link Service} of the route. */
    static final String SERVICE = ServiceExchange.class.getName() + ".service";

    /** Request attribute: the bytes that the body may have, a {@link Long}. */
    static final String BODY_LIMIT = ServiceExchange.class.getName() + ".bodyLimit";

    private final Map<Service, Upstream> upstreams;
    private final ServiceIdentity identity;
    private final Spans spans;

    ServiceExchange(Map<Service, Upstream> upstreams, ServiceIdentity identity, Spans spans) {
        this.upstreams = new EnumMap<>(upstreams);
        this.identity = identity;
        this.spans = spans;
    }

    @Override
    public ServerResponse exchange(Request request) {
        Service service =
                (Service) request.getServerRequest().attribute(SERVICE).orElseThrow();
        Upstream upstream = upstreams.get(service);
        if (upstream == null) {
            throw new IllegalStateException("No connections to " + service);
        }
        try {
            ServiceRequest outgoing = outgoing(request);
            return spans.calling(
                    step(service, request.getMethod()),
                    outgoing::setHeader,
                    () -> upstream.send(UpstreamCall.of(outgoing, caller(request))));
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
    }

    private static Step step(Service service, HttpMethod method) {
        return Step.call(
                method.name() + " " + service.label(),
                Map.of("http.request.method", method.name(), "peer.service", service.label()));
    }

    private static String caller(Request request) {
        return CallerAddress.caller(request.getServerRequest().servletRequest());
    }

    private ServiceRequest outgoing(Request request) throws IOException {
        ServerRequest incoming = request.getServerRequest();
        HttpServletRequest servletRequest = incoming.servletRequest();
        HttpMethod method = request.getMethod();
        ServiceRequest outgoing = new ServiceRequest(method.name(), target(servletRequest));
        HttpHeaders headers = new HttpHeaders(request.getHeaders());
        headers.addAll(HttpHeaders.CONNECTION, incoming.headers().header(HttpHeaders.CONNECTION));
        HttpHeaders forwarded = ForwardedHeaders.of(headers);
        forwarded.set(RequestIds.HEADER, RequestIds.of(servletRequest));
        // What the caller brought stays here: a service gets a token that says who it is, for some minutes.
        Identity.of(servletRequest)
                .flatMap(identity::authorization)
                .ifPresent(signed -> forwarded.set(HttpHeaders.AUTHORIZATION, signed));
        forwarded.forEach((name, values) -> values.forEach(value -> outgoing.addHeader(name, value)));
        long length = servletRequest.getContentLengthLong();
        boolean chunked = servletRequest.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (length > 0 || chunked) {
            outgoing.setEntity(new InputStreamEntity(body(incoming, length), chunked ? -1 : length, null));
        }
        return outgoing;
    }

    private static RequestBody body(ServerRequest incoming, long length) throws IOException {
        long limit = (Long) incoming.attribute(BODY_LIMIT).orElse(Long.MAX_VALUE);
        if (length > limit) {
            throw RequestBody.tooLarge(limit);
        }
        return new RequestBody(incoming.servletRequest().getInputStream(), limit);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    @Override
    public void close() throws IOException {
        for (Upstream upstream : upstreams.values()) {
            upstream.close();
        }
    }
}
