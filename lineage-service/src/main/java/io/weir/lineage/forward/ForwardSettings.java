package io.weir.lineage.forward;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events of the platform's own runs are sent on to.
 *
 * @param enabled whether events of the platform's own runs are sent on
 * @param url of an OpenLineage endpoint, as in {@code https://marquez.example.com/api/v1/lineage}
 * @param token for it, by reference: {@code env:NAME} or {@code file:/PATH}; none unless given
 */
@ConfigurationProperties("weir.lineage.forward")
record ForwardSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable String url,
        @Nullable String token) {}
