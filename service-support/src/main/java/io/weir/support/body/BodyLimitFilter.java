package io.weir.support.body;

import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that says it is too large at once, and one that does not say while it is read. */
class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimit limit;
    private final BodiesElsewhere elsewhere;

    BodyLimitFilter(BodyLimit limit, BodiesElsewhere elsewhere) {
        this.limit = limit;
        this.elsewhere = elsewhere;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean isShort = length >= 0 && limit.allows(length);
        return isShort || !limit.appliesTo(request.getRequestURI()) || elsewhere.isFor(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!limit.allows(request.getContentLengthLong())) {
            refuse(request, response, limit.exceeded());
            return;
        }
        LimitedRequest limited = new LimitedRequest(request, limit);
        try {
            chain.doFilter(limited, response);
        } catch (ServletException | ProblemException failure) {
            if (!limited.exceeded()) {
                throw failure;
            }
            refuse(request, response, limit.exceeded());
        }
    }

    /** The rest of the body is not read, so the connection cannot be used again. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        ProblemWriter.write(request, response, problem);
    }
}
