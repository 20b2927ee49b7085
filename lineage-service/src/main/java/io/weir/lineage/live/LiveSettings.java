package io.weir.lineage.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How live events are told.
 *
 * @param heartbeat silence on a stream after which a sign of life is sent
 * @param poll how often to look for what other replicas appended
 * @param retention how long a listener may be away without missing anything
 * @param streamLife after which a stream ends, at its next sign of life: whoever listens comes back and is let in anew
 * @param listeners streams that may be open at once
 */
@ConfigurationProperties("weir.lineage.live")
public record LiveSettings(
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("24h") Duration retention,
        @DefaultValue("15m") Duration streamLife,
        @DefaultValue("2000") int listeners) {}
