package io.weir.platform.gateway.http;

import io.weir.platform.gateway.limit.RateLimits;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 429 to who calls more often than its limit, with the time after which it may call again. Counts by token, or by
 * address where nobody has to bring one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 18)
class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;

    RateLimitFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limits.take(CallerAddress.caller(request));
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getContentLengthLong() != 0) {
            // The body was not read; what is left of it must not be taken for the next request.
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        String detail = "More calls came from one caller than its limit allows; wait before the next one";
        ProblemWriter.write(request, response, new ProblemException(CommonProblem.RATE_LIMITED, detail, wait, null));
    }
}
