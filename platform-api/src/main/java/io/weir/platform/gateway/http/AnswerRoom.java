package io.weir.platform.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An answer up to 8 KB is held until it is whole, so that a service which breaks off is told as a problem. Streams of events
 * go out as they come, and a connection that only waits for them shall not hold more than it must.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerRoom extends OncePerRequestFilter {

    private static final int USUAL = 8192;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            response.setBufferSize(USUAL);
        }
        chain.doFilter(request, response);
    }
}
