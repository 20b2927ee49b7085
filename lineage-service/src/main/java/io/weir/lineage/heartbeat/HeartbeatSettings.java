package io.weir.lineage.heartbeat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a run counts as lost.
 *
 * @param timeout without a sign of life; a minute is too eager for a pause of a virtual machine, a day too slow
 * @param watchInterval how often to look for runs that were lost or came back
 */
@ConfigurationProperties("weir.lineage.heartbeat")
public record HeartbeatSettings(
        @DefaultValue("6m") Duration timeout,
        @DefaultValue("5s") Duration watchInterval) {}
