package io.weir.platform.gateway.http;

import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.ModelAndView;

/** A problem as the answer of a route: exception handlers of controllers are not asked about routes. */
final class ProblemResponse extends GatewayResponse {

    private final ProblemException problem;

    ProblemResponse(ProblemException problem) {
        super(problem.problem().status());
        this.problem = problem;
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        if (request.getContentLengthLong() != 0) {
            // The body was not read; what is left of it must not be taken for the next request.
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        EmptyStream.orProblem(request, response, problem);
        return null;
    }
}
