package io.weir.lineage.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are called.
 *
 * @param poll how often to look for what is due again, or was appended by other replicas
 * @param timeout how long a receiver may take
 * @param firstBackoff the longest wait after a first failure
 * @param maximumBackoff the longest wait between two attempts
 */
@ConfigurationProperties("weir.lineage.webhooks")
record WebhookSettings(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("500ms") Duration firstBackoff,
        @DefaultValue("5m") Duration maximumBackoff) {}
