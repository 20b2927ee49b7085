package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.source.SourceStart;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline takes records from.
 *
 * @param relation name of a stream, changelog or view, which says store, topic and how records look
 * @param store name of a store of kind KAFKA, EVENTHUBS or FILES; a relation's own where one is named
 * @param topic a topic or hub, or the path of a folder or file below the store's folder
 * @param consumerGroup whose members share the topic's partitions; by default one of the pipeline's own, or
 *     {@code $Default} of a hub
 * @param startPosition where partitions begin that were never read; by default EARLIEST
 * @param startSequences with SEQUENCE: of the first record of each partition, a Kafka offset or a hub's sequence number;
 *     partitions without one begin with the earliest record
 * @param startOffsets with OFFSET, of hubs alone: of the event of each partition after which it begins, as the hub and the
 *     checkpoints of other readers have it; partitions without one begin with the earliest event
 * @param startTime with TIME: the first record is the first one that the broker has since then, to the millisecond
 */
public record PipelineSource(
        @Nullable String store,
        @Nullable String topic,
        @Nullable String consumerGroup,
        @Nullable StartPosition startPosition,
        @Nullable Map<Integer, Long> startSequences,
        @Nullable Map<Integer, String> startOffsets,
        @Nullable Instant startTime,

        @Nullable @Schema(example = "sales.orders") String relation) {

    /** Of which nothing is said. */
    static final PipelineSource UNSAID = new PipelineSource(null, null, null, null, null, null);

    /** No sequences, and no offsets, are the same as none given: many clients have one word for both. */
    public PipelineSource {
        startSequences = startSequences == null || startSequences.isEmpty() ? null : startSequences;
        startOffsets = startOffsets == null || startOffsets.isEmpty() ? null : startOffsets;
    }

    /** Of a topic that no relation stands for. */
    public PipelineSource(
            @Nullable String store,
            @Nullable String topic,
            @Nullable String consumerGroup,
            @Nullable StartPosition startPosition,
            @Nullable Map<Integer, Long> startSequences,
            @Nullable Instant startTime) {
        this(store, topic, consumerGroup, startPosition, startSequences, null, startTime, null);
    }

    /** Where to begin. */
    public enum StartPosition {
        EARLIEST,
        LATEST,
        SEQUENCE,
        OFFSET,
        TIME
    }

    /** The same with what was left open filled in. */
    PipelineSource complete(String group) {
        return new PipelineSource(
                store,
                topic,
                Objects.requireNonNullElse(consumerGroup, group),
                Objects.requireNonNullElse(startPosition, StartPosition.EARLIEST),
                startSequences,
                startOffsets,
                startTime,
                relation);
    }

    /** The same that begins where another did. */
    PipelineSource begunAs(PipelineSource other) {
        return new PipelineSource(
                store,
                topic,
                consumerGroup,
                other.startPosition,
                other.startSequences,
                other.startOffsets,
                other.startTime,
                relation);
    }

    /** The partitions that it says where to begin in. */
    Set<Integer> startPartitions() {
        Set<Integer> partitions = new TreeSet<>();
        partitions.addAll(Objects.requireNonNullElse(startSequences, Map.<Integer, Long>of())
                .keySet());
        partitions.addAll(Objects.requireNonNullElse(startOffsets, Map.<Integer, String>of())
                .keySet());
        return partitions;
    }

    /** The same of the records that a relation stands for. */
    PipelineSource of(String known, String itsStore, String itsTopic) {
        return new PipelineSource(
                itsStore, itsTopic, consumerGroup, startPosition, startSequences, startOffsets, startTime, known);
    }

    /** Where to begin; of one that is complete. */
    SourceStart start() {
        return switch (Objects.requireNonNull(startPosition)) {
            case EARLIEST -> new SourceStart.Earliest();
            case LATEST -> new SourceStart.Latest();
            case SEQUENCE -> new SourceStart.AtSequences(Objects.requireNonNull(startSequences));
            case OFFSET -> new SourceStart.AfterOffsets(Objects.requireNonNull(startOffsets));
            case TIME -> new SourceStart.AtTime(Objects.requireNonNull(startTime));
        };
    }
}
