package io.weir.platform.gateway.http;

import io.weir.platform.gateway.CallerConnections;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers pass in pieces of the usual size, but for streams of events: these are short pieces, now and then, for which a
 * connection that only waits shall not hold more.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerRoom extends OncePerRequestFilter implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int USUAL = 8192;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(CallerConnections.class.getName());
    }

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
