package io.weir.platform.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often calls without a valid token are told so, by the address that they come from; who brings a valid one is not counted.
 *
 * @param perSecond calls without a valid token that one address may make a second in the long run; 0 is no limit
 * @param burst calls without a valid token that an address may make at once after none came from it
 * @param addresses addresses that are told apart; beyond them, new ones share one limit
 */
@ConfigurationProperties("weir.gateway.refusal-limit")
record RefusalLimitSettings(
        @DefaultValue("10") int perSecond,
        @DefaultValue("1000") int burst,
        @DefaultValue("50000") int addresses) {

    RefusalLimitSettings {
        if (perSecond < 0 || (perSecond > 0 && burst < 1) || addresses < 1) {
            throw new IllegalArgumentException(
                    "weir.gateway.refusal-limit: per-second must be 0 or more, burst and addresses 1 or more");
        }
    }
}
