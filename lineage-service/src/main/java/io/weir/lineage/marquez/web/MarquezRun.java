package io.weir.lineage.marquez.web;

import io.weir.lineage.marquez.RunTimes;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.run.DatasetReference;
import io.weir.lineage.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in Marquez' words.
 *
 * @param state NEW, RUNNING, COMPLETED, FAILED or ABORTED
 * @param jobVersion the job; its versions are not numbered
 */
record MarquezRun(
        UUID id,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant nominalStartTime,
        @Nullable Instant nominalEndTime,
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationMs,
        Map<String, String> args,
        EntityName jobVersion,
        List<RunDatasetVersion> inputDatasetVersions,
        List<RunDatasetVersion> outputDatasetVersions,
        Map<String, Object> facets) {

    /** A dataset that the run read or wrote, at a version. */
    record RunDatasetVersion(DatasetReference datasetVersionId, Map<String, Object> facets) {}

    static MarquezRun of(Run run, @Nullable RunTimes times) {
        return new MarquezRun(
                run.runId(),
                times == null ? null : times.createdAt(),
                times == null ? null : times.updatedAt(),
                run.nominalStartTime(),
                run.nominalEndTime(),
                run.state().inMarquezWords(),
                run.startedAt(),
                run.endedAt(),
                run.durationMillis(),
                Map.of(),
                new EntityName(run.namespace(), run.job()),
                versions(run.inputs()),
                versions(run.outputs()),
                run.facets());
    }

    private static List<RunDatasetVersion> versions(List<DatasetReference> datasets) {
        return datasets.stream()
                .map(dataset -> new RunDatasetVersion(dataset, Map.of()))
                .toList();
    }
}
