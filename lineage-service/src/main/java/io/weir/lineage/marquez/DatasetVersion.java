package io.weir.lineage.marquez;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One state of a dataset: a registered snapshot, or what a run wrote that says no more.
 *
 * @param version the dataset's own number of it where it is known, otherwise the id of the run that wrote it, or of the
 *     snapshot
 * @param schema with {@code fields}, where it is known
 */
public record DatasetVersion(
        String version,
        Instant createdAt,
        @Nullable UUID runId,
        @Nullable JsonNode schema) {}
