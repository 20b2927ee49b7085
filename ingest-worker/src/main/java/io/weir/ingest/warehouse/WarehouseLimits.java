package io.weir.ingest.warehouse;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one DuckDB instance may use.
 *
 * @param memory of all its connections together, as DuckDB writes sizes; beyond it spills to disk
 * @param threads as many as its statements may use together
 * @param checkpointAt size of the write-ahead log from which it is merged into the file
 * @param statementTimeout after which a statement, or a commit, is ended: a session that fails goes on, one that hangs does not
 */
@ConfigurationProperties("weir.ingest.duckdb")
public record WarehouseLimits(
        @DefaultValue("512MB") String memory,
        @DefaultValue("2") int threads,
        @DefaultValue("256MB") String checkpointAt,
        @DefaultValue("5m") Duration statementTimeout) {

    @ConstructorBinding
    public WarehouseLimits {}

    WarehouseLimits onOneThread() {
        return new WarehouseLimits(memory, 1, checkpointAt, statementTimeout);
    }

    /** With statements as long as they are by default. */
    public WarehouseLimits(String memory, int threads, String checkpointAt) {
        this(memory, threads, checkpointAt, Duration.ofMinutes(5));
    }
}
