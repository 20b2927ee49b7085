package io.weir.support.problem;

import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request with a problem document where no controller does: in filters, valves and the security layer. */
public final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    /** Ends the request with a problem; does nothing where an answer is already under way. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException occurrence)
            throws IOException {
        Problem problem = Problem.of(occurrence, request.getRequestURI(), RequestIds.of(request));
        write(response, problem, occurrence.retryAfter());
    }

    /** Ends the request with a problem document that was made elsewhere. */
    public static void write(HttpServletResponse response, Problem problem, @Nullable Duration retryAfter)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
        }
        byte[] body = JSON.writeValueAsBytes(problem);
        response.setHeader(RequestIds.HEADER, problem.requestId());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** A header value of whole seconds, at least one. */
    public static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
