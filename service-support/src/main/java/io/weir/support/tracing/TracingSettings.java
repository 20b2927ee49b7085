package io.weir.support.tracing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go. Whatever else there is to say of them, such as headers and certificates, has Spring Boot's own names below
 * `management.opentelemetry.tracing`.
 *
 * @param endpoint address that takes traces by OTLP over HTTP, as in `http://otel-collector:4318/v1/traces`; nothing is traced
 *     without one
 * @param share of the requests that are traced, from 0 to 1, where their callers do not say
 */
@ConfigurationProperties("weir.tracing")
public record TracingSettings(
        @Nullable URI endpoint, @DefaultValue("1.0") double share) {

    /** @throws IllegalArgumentException if the share is none */
    public TracingSettings {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("weir.tracing.share must be from 0 to 1, not " + share);
        }
    }
}
