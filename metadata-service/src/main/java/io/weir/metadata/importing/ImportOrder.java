package io.weir.metadata.importing;

import org.jspecify.annotations.Nullable;

/**
 * What is to be imported.
 *
 * @param table its name here
 * @param location absolute folder of the table, or {@code s3://bucket/prefix}; it keeps it
 * @param owner whose the table is to be: who asked for the import first
 * @param upToVersion last version to take; null for all there are
 * @param checkpointOnly whether to begin at the latest checkpoint and leave the history before it
 * @param skipValidation whether not to compare with Delta Kernel's replay at the end
 */
public record ImportOrder(
        String table,
        String location,
        String owner,
        @Nullable Long upToVersion,
        boolean checkpointOnly,
        boolean skipValidation) {}
