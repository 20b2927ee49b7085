package io.weir.platform.gateway.http;

import io.weir.platform.gateway.GatewayProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Bounds the calls with a body that one caller has at once, below what a service may be sent at once: who uploads slowly,
 * or is waited for by many calls, leaves places to others.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 19)
class CallerBodies extends BodyFilter {

    private static final int FEWEST = 4;

    private final int share;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    CallerBodies(@Value("${server.tomcat.threads.max:200}") int threads) {
        this.share = Math.max(FEWEST, threads * 18 / 100);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = CallerAddress.caller(request);
        int taken = calls.merge(caller, 1, Integer::sum);
        try {
            if (taken > share) {
                refuse(request, response);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            calls.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnreadBody.doNotWait(request);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        String detail = "One caller may have " + share + " calls with a body at once; wait for one to end";
        ProblemWriter.write(
                request,
                response,
                new ProblemException(GatewayProblem.RATE_LIMITED, detail, Duration.ofSeconds(1), null));
    }
}
