package io.weir.platform.audit.web;

import io.weir.platform.audit.AuditEntry;
import io.weir.platform.audit.AuditLog;
import io.weir.support.identity.Identity;
import io.weir.support.request.RequestIds;
import io.weir.support.request.ResourceIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes every call that asks for a change, and every one that is refused, whatever else becomes of it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 8)
class AuditFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);
    private static final String NOBODY = "anonymous";
    private static final int LONGEST_PATH = 2000;
    /** What is made, or under way: 201 and 202. */
    private static final Set<Integer> MADE = Set.of(HttpServletResponse.SC_CREATED, HttpServletResponse.SC_ACCEPTED);

    private static final int FAILED = 500;

    private final AuditLog log;

    AuditFilter(AuditLog log) {
        this.log = log;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            note(request, response, answered ? response.getStatus() : FAILED);
        }
    }

    private void note(HttpServletRequest request, HttpServletResponse response, int status) {
        boolean change = !READING.contains(request.getMethod());
        boolean refused = REFUSED.contains(status);
        if (change || refused) {
            log.record(entry(request, response, status), !refused);
        }
    }

    private static AuditEntry entry(HttpServletRequest request, HttpServletResponse response, int status) {
        return new AuditEntry(
                0,
                Instant.now(),
                Identity.of(request).map(Identity::name).map(CallerName::kept).orElse(NOBODY),
                request.getMethod(),
                shortened(request.getRequestURI()),
                status,
                RequestIds.of(request),
                request.getRemoteAddr(),
                response.getHeader(ResourceIds.TABLE_ID_HEADER),
                created(response, status));
    }

    private static @Nullable String created(HttpServletResponse response, int status) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        return MADE.contains(status) && location != null ? shortened(location) : null;
    }

    private static String shortened(String path) {
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }
}
