package io.weir.platform.gateway.http;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Which origins' pages may call from a browser: none unless they are named.
 *
 * @param allowedOrigins as browsers send them, {@code https://app.example.com}; {@code *} is every origin
 * @param maxAge how long a browser may keep the answer to its question
 */
@ConfigurationProperties("weir.gateway.cors")
record CorsSettings(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("1h") Duration maxAge) {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> EXPOSED =
            List.of("ETag", "Idempotency-Replayed", "Location", "Retry-After", "X-Request-Id");

    boolean enabled() {
        return !allowedOrigins.isEmpty();
    }

    /** Without cookies: a page must name its token in each call, so that no other page can ride on it. */
    CorsConfiguration configuration() {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(allowedOrigins);
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(EXPOSED);
        configuration.setAllowCredentials(false);
        configuration.setMaxAge(maxAge);
        return configuration;
    }
}
