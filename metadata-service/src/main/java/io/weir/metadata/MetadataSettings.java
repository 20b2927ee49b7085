package io.weir.metadata;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service is set up.
 *
 * @param dataDir tables without a location of their own lie at {@code <dataDir>/tables/<name>}
 * @param metadata the settings that only this service has
 */
@ConfigurationProperties("weir")
public record MetadataSettings(
        @DefaultValue(".weir") Path dataDir, @DefaultValue Metadata metadata) {

    /** The folder that holds every table without a location of its own; absolute. */
    public Path tablesFolder() {
        return dataDir.resolve("tables").toAbsolutePath().normalize();
    }

    /**
     * Settings of tables and commits.
     *
     * @param allowedRoots folders below which a table may lie, besides the default one
     * @param dropRetention how long a dropped table can be taken back
     * @param mirror how the mirror works
     * @param importing how tables are taken over
     */
    public record Metadata(
            @DefaultValue List<Path> allowedRoots,
            @DefaultValue("7d") Duration dropRetention,
            @DefaultValue Mirror mirror,
            @DefaultValue Importing importing) {}

    /**
     * Settings of imports.
     *
     * @param batchVersions versions that one transaction takes at most; a process that ends loses no more than one batch
     */
    public record Importing(@DefaultValue("2000") int batchVersions) {}

    /**
     * Settings of the mirror.
     *
     * @param workers threads that publish, each with one connection while it works; 0 publishes and imports nothing here
     * @param pollInterval how soon commits of other replicas are seen; own commits are seen at once
     * @param checkpointInterval versions between checkpoints, where the table does not say otherwise
     * @param firstRetry the wait after the first failure; it doubles with each further one
     * @param longestRetry the longest wait between two attempts
     */
    public record Mirror(
            @DefaultValue("2") int workers,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("10") int checkpointInterval,
            @DefaultValue("200ms") Duration firstRetry,
            @DefaultValue("30s") Duration longestRetry) {}
}
