package io.weir.support.problem.web;

import io.weir.support.problem.Problem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import io.weir.support.request.RequestIds;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what filters and the container end with {@code sendError} or an exception: they never meet the advice. */
@Controller
class ProblemErrorController implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorController.class);

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        // A body that does not come, or not as its head says, is an exception too, of which the container says whose
        // fault it is.
        if (failure instanceof Throwable thrown && !isTheCallers(request)) {
            ProblemException occurrence = Failures.explain(thrown);
            if (occurrence.problem().status().is5xxServerError()) {
                LOG.error("{} failed outside of a controller", path(request), thrown);
            }
            ProblemWriter.write(
                    response, Problem.of(occurrence, path(request), RequestIds.of(request)), occurrence.retryAfter());
        } else {
            Problem problem = Problem.of(status(request), message(request), path(request), RequestIds.of(request));
            ProblemWriter.write(response, problem, null);
        }
    }

    private static boolean isTheCallers(HttpServletRequest request) {
        return HttpStatus.valueOf(status(request)).is4xxClientError()
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    }

    /** Whoever asks for the error page itself asks for something that is not there. */
    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpStatus.NOT_FOUND.value();
    }

    private static @Nullable String message(HttpServletRequest request) {
        String message = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_MESSAGE), "");
        return message.isBlank() ? null : message;
    }

    private static String path(HttpServletRequest request) {
        return Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
    }
}
