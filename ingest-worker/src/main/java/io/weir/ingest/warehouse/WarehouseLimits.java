package io.weir.ingest.warehouse;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one DuckDB instance may use.
 *
 * @param memory of all its connections together, as DuckDB writes sizes; beyond it spills to disk
 * @param threads as many as its statements may use together
 * @param checkpointAt size of the write-ahead log from which it is merged into the file
 */
@ConfigurationProperties("weir.ingest.duckdb")
public record WarehouseLimits(
        @DefaultValue("512MB") String memory,
        @DefaultValue("2") int threads,
        @DefaultValue("256MB") String checkpointAt) {}
