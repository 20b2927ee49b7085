package io.weir.support.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is answered to anybody. Paths are compared as they came, so that no reader can take one for another. */
final class AnonymousPaths {

    private static final List<String> ALWAYS = List.of(
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/api/v1/health",
            "/api/v1/version",
            "/swagger-ui.html",
            "/v3/api-docs");

    /** The page of the API document and its parts: plain names only. */
    private static final Pattern API_DOCUMENT =
            Pattern.compile("/(v3/api-docs|swagger-ui)/[A-Za-z0-9_-]+(\\.[a-z0-9]+)*");

    private final Set<String> paths = new HashSet<>(ALWAYS);

    AnonymousPaths(List<String> more) {
        paths.addAll(more);
    }

    boolean allow(HttpServletRequest request) {
        String method = request.getMethod();
        String path = request.getRequestURI();
        return (method.equals("GET") || method.equals("HEAD"))
                && (paths.contains(path) || API_DOCUMENT.matcher(path).matches());
    }
}
