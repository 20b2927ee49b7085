package io.weir.platform.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one caller may call.
 *
 * @param perSecond calls a second in the long run; 0 is no limit
 * @param burst calls that a caller who was silent may make at once
 * @param callers callers that are told apart; beyond them, new ones share one limit
 */
@ConfigurationProperties("weir.gateway.rate-limit")
record RateLimitSettings(
        @DefaultValue("2000") int perSecond,
        @DefaultValue("4000") int burst,
        @DefaultValue("50000") int callers) {

    RateLimitSettings {
        if (perSecond < 0 || (perSecond > 0 && burst < 1) || callers < 1) {
            throw new IllegalArgumentException(
                    "weir.gateway.rate-limit: per-second must be 0 or more, burst and callers 1 or more");
        }
    }
}
