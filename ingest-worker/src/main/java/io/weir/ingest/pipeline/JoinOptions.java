package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Join;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One row for each pair of records of two streams, in place of one for each record.
 *
 * @param with the other stream, whose columns follow those of the pipeline's own
 * @param on columns of the pipeline's rows, and the columns of the other stream's that are equal to them in a pair
 * @param time column that says when a record of the pipeline's own stream happened
 * @param withinMillis by how much the times of a pair may differ, either way
 * @param kind whether a record without a partner is a row, too; left out, it is not
 * @param latenessMillis how much older than the latest of its partition a record may be; left out, not at all
 * @param late what becomes of a record that is older; left out, it is left out and counted
 * @param idleMillis after how long a partition that gets no records is not waited for; left out, it is waited for always
 */
public record JoinOptions(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        JoinedStream with,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "{\"id\": \"order_id\"}") @Nullable
        Map<String, String> on,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String time,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "0", maximum = "2678400000") @Nullable
        Long withinMillis,

        @Nullable Kind kind,

        @Schema(minimum = "0", maximum = "2678400000") @Nullable
        Long latenessMillis,

        @Nullable LatePolicy late,

        @Schema(minimum = "1000", maximum = "2678400000") @Nullable
        Long idleMillis) {

    /** What becomes of records that have no partner. */
    @Schema(name = "JoinKind")
    public enum Kind {
        /** They are no rows. */
        INNER,
        /** One of the pipeline's own stream is a row, once no partner can come any more. */
        LEFT
    }

    /** The other stream as a pipeline of its own would read it, with the same target. */
    PipelineDefinition right(PipelineDefinition left) {
        JoinedStream stream = Objects.requireNonNull(with);
        return left.joining(
                stream, on == null ? StreamOptions.NONE : new StreamOptions(null, null, null, mirrored(on), null));
    }

    /** As the other stream sees it. */
    private JoinOptions mirrored(Map<String, String> pairs) {
        Map<String, String> mirrored = new LinkedHashMap<>();
        pairs.forEach((left, right) -> mirrored.put(right, left));
        return new JoinOptions(
                null,
                mirrored,
                Objects.requireNonNull(with).time(),
                withinMillis,
                kind,
                latenessMillis,
                late,
                idleMillis);
    }

    /** What is made; only after the rules found nothing. */
    Join toJoin(StructType lefts, StructType rights) {
        Map<String, String> pairs = Objects.requireNonNull(on);
        return new Join(
                new Join.Stream(lefts, List.copyOf(pairs.keySet()), Objects.requireNonNull(time)),
                new Join.Stream(
                        rights,
                        List.copyOf(pairs.values()),
                        Objects.requireNonNull(Objects.requireNonNull(with).time())),
                TimeUnit.MILLISECONDS.toMicros(Objects.requireNonNull(withinMillis)),
                kind == Kind.LEFT);
    }

    /** Of the pipeline's own stream. */
    Horizon toHorizon() {
        return new Horizon(
                Objects.requireNonNull(time),
                TimeUnit.MILLISECONDS.toMicros(Objects.requireNonNullElse(latenessMillis, 0L)),
                late == LatePolicy.DEAD_LETTER,
                List.of(),
                null,
                Objects.requireNonNullElse(idleMillis, 0L),
                List.copyOf(Objects.requireNonNull(on).keySet()));
    }

    /** The same with a stream that begins elsewhere. */
    JoinOptions from(PipelineSource source) {
        return from(Objects.requireNonNull(with).from(source));
    }

    private JoinOptions from(JoinedStream stream) {
        return new JoinOptions(stream, on, time, withinMillis, kind, latenessMillis, late, idleMillis);
    }

    /** Whether it makes pairs of the same streams by the same; how the other one's records look may be another matter. */
    boolean isSameBut(JoinOptions kept) {
        return with != null
                && with.isSameBut(Objects.requireNonNull(kept.with))
                && Objects.equals(on, kept.on)
                && Objects.equals(time, kept.time)
                && Objects.equals(withinMillis, kept.withinMillis)
                && (kind == Kind.LEFT) == (kept.kind == Kind.LEFT);
    }

    /** The same, where its stream began. */
    JoinOptions begunAs(JoinOptions kept) {
        return with == null || kept.with == null ? this : from(with.begunAs(kept.with));
    }
}
