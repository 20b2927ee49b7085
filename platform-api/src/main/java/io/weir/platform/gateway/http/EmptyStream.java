package io.weir.platform.gateway.http;

import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What a browser that listens is told in place of a 503: a stream without events, after which it comes back by itself.
 * Answered anything but a stream, an EventSource gives up for good, and would not outlive a restart in which the gateway is
 * up before the others.
 */
final class EmptyStream {

    private static final Duration UNLESS_SAID = Duration.ofSeconds(2);

    private EmptyStream() {}

    static boolean isFor(HttpServletRequest request, HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE) && ListenersRequest.isMarked(request);
    }

    /** Ends a request with a problem, or has its caller come back where that is a browser. */
    static void orProblem(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        if (isFor(request, problem.problem().status())) {
            write(response, Objects.requireNonNullElse(problem.retryAfter(), UNLESS_SAID));
        } else {
            ProblemWriter.write(request, response, problem);
        }
    }

    private static void write(HttpServletResponse response, Duration retryAfter) throws IOException {
        response.setStatus(HttpStatus.OK.value());
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] stream = ("retry: " + retryAfter.toMillis() + "\n\n").getBytes(StandardCharsets.UTF_8);
        response.getOutputStream().write(stream);
        response.flushBuffer();
    }
}
