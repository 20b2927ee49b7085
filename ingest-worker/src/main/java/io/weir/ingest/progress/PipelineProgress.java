package io.weir.ingest.progress;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.sink.Watermark;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipeline is.
 *
 * @param received records taken so far: {@code written}, {@code deadLettered} and {@code filtered} together
 * @param filtered records that were to be neither rows nor dead letters
 * @param broken records that broke each expectation, whatever became of them
 * @param branches rows of each further table, in the order of the branches; {@code written} are those of the first table
 * @param batches transactions, counted once for each partition in them
 * @param failure what keeps it from going on; it tries again by itself while it is RUNNING
 */
public record PipelineProgress(
        String pipeline,

        @Schema(allowableValues = {"CREATED", "RUNNING", "DRAINING", "PAUSED", "STOPPED", "FAILED"})
        String state,

        @Nullable UUID runId,
        List<PartitionProgress> partitions,
        long received,
        long written,
        long deadLettered,
        long filtered,
        Map<String, Long> broken,
        List<Branch> branches,
        long batches,
        long bytes,
        @Nullable String failure) {

    /**
     * A further table.
     *
     * @param written rows written to it so far
     */
    @Schema(name = "BranchProgress")
    public record Branch(String table, long written) {}

    /** Whether it works on its goal, or tries to. */
    boolean isActive() {
        return state.equals("RUNNING") || state.equals("DRAINING");
    }

    /**
     * Adds up what a sink has counted.
     *
     * @param branches names of the tables of branches
     * @param expectations names of those that are to be told even if nothing broke them
     */
    public static PipelineProgress of(
            String pipeline,
            String state,
            @Nullable UUID runId,
            List<PartitionProgress> partitions,
            Collection<Watermark> counted,
            List<String> branches,
            Collection<String> expectations,
            @Nullable String failure) {
        long written = counted.stream().mapToLong(Watermark::written).sum();
        long deadLettered = counted.stream().mapToLong(Watermark::deadLettered).sum();
        long filtered = counted.stream().mapToLong(Watermark::filtered).sum();
        long batches = counted.stream().mapToLong(Watermark::batches).sum();
        Map<String, Long> broken = new TreeMap<>();
        expectations.forEach(expectation -> broken.put(expectation, 0L));
        counted.forEach(watermark ->
                watermark.broken().forEach((expectation, records) -> broken.merge(expectation, records, Long::sum)));
        long bytes = counted.stream().mapToLong(Watermark::bytes).sum();
        return new PipelineProgress(
                pipeline,
                state,
                runId,
                partitions,
                written + deadLettered + filtered,
                written,
                deadLettered,
                filtered,
                broken,
                branches.stream()
                        .map(table -> new Branch(
                                table,
                                counted.stream()
                                        .mapToLong(watermark ->
                                                watermark.branches().getOrDefault(table, 0L))
                                        .sum()))
                        .toList(),
                batches,
                bytes,
                failure);
    }
}
