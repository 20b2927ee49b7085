package io.weir.platform.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.CloseNowException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Closes the caller's connection without an end of the body when a service broke off in the middle of one. Left to the
 * usual error handling, the body would be ended in good order, and the caller would take what it has for the whole.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class BrokenOffAnswers extends OncePerRequestFilter {

    private static final String ATTRIBUTE = BrokenOffAnswers.class.getName();

    /** Has the connection closed when the request is done. */
    static void mark(HttpServletRequest request, UpstreamBrokeOff reason) {
        request.setAttribute(ATTRIBUTE, reason);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(ATTRIBUTE) instanceof UpstreamBrokeOff reason) {
            logger.warn(request.getRequestURI() + ": " + reason.getMessage() + " (" + reason.getCause() + ")");
            throw new CloseNowException(reason.getMessage(), reason);
        }
    }
}
