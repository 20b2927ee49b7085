package io.weir.platform.gateway.http;

import io.weir.platform.gateway.GatewayProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers browsers' questions and marks answers for the origins that may read them. A preflight carries no token, so it is
 * answered before anything asks for one; what is refused is audited.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 9)
class CrossOriginFilter extends OncePerRequestFilter {

    private final boolean enabled;
    private final CorsConfiguration configuration;
    private final SilentProcessor processor = new SilentProcessor();

    CrossOriginFilter(CorsSettings settings) {
        this.enabled = settings.enabled();
        this.configuration = settings.configuration();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !enabled;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!processor.processRequest(configuration, request, response)) {
            String detail = "Pages of the origin " + request.getHeader("Origin") + " may not make this call";
            ProblemWriter.write(request, response, new ProblemException(GatewayProblem.ORIGIN_REFUSED, detail));
        } else if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(request, response);
        }
    }

    /** Leaves the words of a refusal to us. */
    private static final class SilentProcessor extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
        }
    }
}
