package io.weir.support.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent.
 *
 * @param enabled whether this service has an outbox at all
 * @param workers how many keys are served at once; each holds one database connection while it sends
 * @param pollInterval how often to look for what another replica wrote and for what is due again
 * @param timeout how long a receiver may take to answer
 * @param firstBackoff the longest wait after a first failure
 * @param maximumBackoff the longest wait between two attempts
 */
@ConfigurationProperties("weir.outbox")
record OutboxSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("2") int workers,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("200ms") Duration firstBackoff,
        @DefaultValue("30s") Duration maximumBackoff) {}
