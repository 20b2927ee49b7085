package io.weir.lineage.run;

import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run read or wrote.
 *
 * @param version of the dataset, where the run's events state one, as in a Delta version
 */
public record DatasetReference(
        String namespace, String name, @Nullable String version) {}
