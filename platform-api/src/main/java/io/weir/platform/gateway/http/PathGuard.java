package io.weir.platform.gateway.http;

import io.weir.platform.gateway.GatewayProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no path in that the gateway and a service could read differently: dot segments, path parameters, empty segments
 * at the start, control characters. Paths go to the services as they came, so that names may hold {@code /} and
 * {@code :} in encoded form.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PathGuard extends OncePerRequestFilter {

    private static final String DOT = "(\\.|%2[eE])";
    private static final Pattern AMBIGUOUS = Pattern.compile("/" + DOT + DOT + "?(/|$)" // dot segments
            + "|[;\\\\]" // path parameters and the other slash
            + "|^//" // an authority, to some
            + "|%(0[0-9a-fA-F]|1[0-9a-fA-F]|7[fF])"); // control characters

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            String detail = "A path has no '.' and '..' segments, no ';', no '\\' and no control characters";
            ProblemWriter.write(request, response, new ProblemException(GatewayProblem.PATH_REFUSED, detail));
            return;
        }
        chain.doFilter(request, response);
    }
}
