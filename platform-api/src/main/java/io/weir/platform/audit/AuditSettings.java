package io.weir.platform.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit log is kept.
 *
 * @param keep how long an entry is kept
 * @param waiting entries that may wait to be written; a change waits for its place, a refused call is counted and left out
 */
@ConfigurationProperties("weir.audit")
record AuditSettings(
        @DefaultValue("366d") Duration keep,
        @DefaultValue("10000") int waiting) {}
