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
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Leaves threads to calls without a body. A body takes one for as long as its sender likes, a byte now and then, whether the
 * call is let in or not; three of five threads may wait for such, all others are refused.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class BodyThreads extends BodyFilter {

    private final Semaphore places;

    /** For bodies of answered calls: whoever sends on, without a token too, leaves most places to calls. */
    private final Semaphore rests;

    BodyThreads(@Value("${server.tomcat.threads.max:200}") int threads) {
        this.places = new Semaphore(Math.max(1, threads * 3 / 5));
        this.rests = new Semaphore(Math.max(1, threads * 18 / 100));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            UnreadBody.doNotWait(request);
            refuse(request, response);
            UnreadBody.drop(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
            drop(request, response);
        } finally {
            places.release();
        }
    }

    private void drop(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean waits = rests.tryAcquire();
        if (!waits) {
            UnreadBody.doNotWait(request);
        }
        try {
            UnreadBody.drop(request, response);
        } finally {
            if (waits) {
                rests.release();
            }
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        String detail = "The gateway is sent as many bodies at once as it can take; try again later";
        ProblemException occurrence =
                new ProblemException(GatewayProblem.SERVICE_UNAVAILABLE, detail, Duration.ofSeconds(1), null);
        ProblemWriter.write(request, response, occurrence.with("service", "platform-api"));
    }
}
