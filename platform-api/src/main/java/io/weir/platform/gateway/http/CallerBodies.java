package io.weir.platform.gateway.http;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
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

    private final CallerShares calls;

    CallerBodies(@Value("${server.tomcat.threads.max:200}") int threads) {
        this.calls = new CallerShares(Math.max(FEWEST, threads * 18 / 100));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = CallerAddress.caller(request);
        if (!calls.take(caller)) {
            refuse(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            calls.giveBack(caller);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnreadBody.doNotWait(request);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        String detail = "One caller may have " + calls.share() + " calls with a body at once; wait for one to end";
        ProblemWriter.write(
                request,
                response,
                new ProblemException(CommonProblem.RATE_LIMITED, detail, Duration.ofSeconds(1), null));
    }
}
