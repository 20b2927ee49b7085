package io.weir.platform.gateway.http;

import io.weir.platform.gateway.Service;
import io.weir.platform.ticket.ListenersTokens;
import io.weir.support.identity.Identity;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands the calls of a route to its service, bytes unchanged: path and query go out as they came in, bodies pass in both
 * directions without being held. A call copies each header once; nothing of it is taken apart and put together again.
 */
final class ServiceExchange implements HandlerFunction<ServerResponse> {

    private final Service service;
    private final Upstream upstream;
    private final long bodyLimit;
    private final ServiceIdentity identity;
    private final ListenersTokens tokens;
    private final Spans spans;

    /** @param bodyLimit bytes that a body may have */
    ServiceExchange(
            Service service,
            Upstream upstream,
            long bodyLimit,
            ServiceIdentity identity,
            ListenersTokens tokens,
            Spans spans) {
        this.service = service;
        this.upstream = upstream;
        this.bodyLimit = bodyLimit;
        this.identity = identity;
        this.tokens = tokens;
        this.spans = spans;
    }

    @Override
    public ServerResponse handle(ServerRequest call) {
        HttpServletRequest incoming = call.servletRequest();
        try {
            ServiceRequest outgoing = outgoing(incoming);
            UpstreamCall sent =
                    UpstreamCall.of(outgoing, CallerAddress.caller(incoming), () -> OpenedWith.of(incoming, tokens));
            return spans.calling(step(incoming.getMethod()), outgoing::setHeader, () -> upstream.send(sent));
        } catch (CallerFailure body) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_REQUEST,
                    "The body could not be read to its end: it did not come in time, or is not framed as its head says",
                    null,
                    body);
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
    }

    private Step step(String method) {
        return Step.call(
                method + " " + service.label(), Map.of("http.request.method", method, "peer.service", service.label()));
    }

    private ServiceRequest outgoing(HttpServletRequest incoming) throws IOException {
        ServiceRequest outgoing = new ServiceRequest(incoming.getMethod(), target(incoming));
        ForwardedHeaders.send(incoming, outgoing);
        outgoing.setHeader(RequestIds.HEADER, RequestIds.of(incoming));
        // What the caller brought stays here: a service gets a token that says who it is, for some minutes.
        Identity.of(incoming)
                .flatMap(identity::authorization)
                .ifPresent(signed -> outgoing.setHeader(HttpHeaders.AUTHORIZATION, signed));
        long length = incoming.getContentLengthLong();
        boolean chunked = incoming.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (length > 0 || chunked) {
            outgoing.setEntity(new PassedBody(body(incoming, length, chunked), chunked ? -1 : length, outgoing));
        }
        return outgoing;
    }

    private RequestBody body(HttpServletRequest incoming, long length, boolean chunked) throws IOException {
        if (length > bodyLimit) {
            throw RequestBody.tooLarge(bodyLimit);
        }
        return new RequestBody(incoming.getInputStream(), bodyLimit, chunked);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
