package io.weir.platform.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks at calls that may have a body, and lets all others pass. */
abstract class BodyFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !UnreadBody.isPossible(request);
    }
}
