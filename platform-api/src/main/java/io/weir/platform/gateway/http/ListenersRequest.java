package io.weir.platform.gateway.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The request of a browser that listens, as if it had sent a header in place of its ticket. */
final class ListenersRequest extends HttpServletRequestWrapper {

    private static final String ATTRIBUTE = ListenersRequest.class.getName();

    private final @Nullable String query;
    private final @Nullable String authorization;

    /**
     * A request without its tickets.
     *
     * @param query what it asks besides
     * @param authorization what the ticket was exchanged for; null leaves the caller's own headers
     */
    ListenersRequest(HttpServletRequest request, @Nullable String query, @Nullable String authorization) {
        super(request);
        this.query = query;
        this.authorization = authorization;
    }

    /** Notes that a browser made a request, which has but a ticket to say who it is. */
    static void mark(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    static boolean isMarked(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isExchanged(name) ? authorization : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return authorization != null && isExchanged(name)
                ? Collections.enumeration(List.of(authorization))
                : super.getHeaders(name);
    }

    private boolean isExchanged(String name) {
        return authorization != null && HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name);
    }
}
