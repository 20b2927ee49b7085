package io.weir.support.drain;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts calls from their first byte to the last of their answers, and refuses those that come too late. */
final class DrainFilter extends OncePerRequestFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CallsUnderWay calls;

    DrainFilter(CallsUnderWay calls) {
        this.calls = calls;
    }

    /** Whoever watches the service sees it end. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!calls.begin()) {
            // The caller's next connection may lead to another replica.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            String detail = "This replica is stopping and has not begun what was asked; ask again.";
            ProblemWriter.write(
                    request, response, new ProblemException(CommonProblem.SERVICE_STOPPING, detail, RETRY_AFTER, null));
            return;
        }
        boolean goesOn = false;
        try {
            chain.doFilter(request, response);
            goesOn = request.isAsyncStarted();
            if (goesOn) {
                request.getAsyncContext().addListener(new EndOfCall());
            }
        } finally {
            if (!goesOn) {
                calls.end();
            }
        }
    }

    /** The container tells it once, whatever ended the call. */
    private final class EndOfCall implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            calls.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Its completion follows.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Its completion follows.
        }

        /** Who starts it again drops its listeners. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
