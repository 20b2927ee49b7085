package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.SessionWindows;
import io.weir.ingest.transform.Windows;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One row for each span of time, and each group within it, in place of one for each record.
 *
 * @param time column that says when a record happened
 * @param sizeMillis how long a window lasts
 * @param slideMillis how often one begins; left out, when the last one ends
 * @param gapMillis in place of a size: records of a group that follow each other by less are one session
 * @param latenessMillis how much older than the latest of its partition a record may be; left out, not at all
 * @param late what becomes of a record whose windows are written already; left out, it is left out and counted
 * @param groupBy columns that keep records apart within a window
 * @param aggregates what is made of the records of a window and group
 * @param idleMillis after how long a partition that gets no records is not waited for; left out, it is waited for always
 */
public record WindowOptions(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String time,

        @Schema(minimum = "1000", maximum = "2678400000") @Nullable
        Long sizeMillis,

        @Schema(minimum = "1000") @Nullable Long slideMillis,

        @Schema(minimum = "1000", maximum = "2678400000") @Nullable
        Long gapMillis,

        @Schema(minimum = "0", maximum = "2678400000") @Nullable
        Long latenessMillis,

        @Nullable LatePolicy late,
        @Nullable List<String> groupBy,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<DeclaredAggregate> aggregates,

        @Schema(minimum = "1000", maximum = "2678400000") @Nullable
        Long idleMillis) {

    /**
     * A column of a window's row.
     *
     * @param column of which values; left out, COUNT counts records
     */
    @Schema(name = "DeclaredAggregate")
    public record DeclaredAggregate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Windows.@Nullable Function function,

            @Nullable String column) {}

    /** What is made; only after the rules found nothing. */
    Windows toWindows() {
        List<String> groups = Objects.requireNonNullElse(groupBy, List.of());
        List<Windows.Aggregate> made = Objects.requireNonNull(aggregates).stream()
                .map(each -> new Windows.Aggregate(
                        Objects.requireNonNull(each.name()), Objects.requireNonNull(each.function()), each.column()))
                .toList();
        if (gapMillis != null) {
            return new SessionWindows(TimeUnit.MILLISECONDS.toMicros(gapMillis), groups, made);
        }
        long size = TimeUnit.MILLISECONDS.toMicros(Objects.requireNonNull(sizeMillis));
        long slide = slideMillis == null ? size : TimeUnit.MILLISECONDS.toMicros(slideMillis);
        return new FixedWindows(size, slide, groups, made);
    }

    /** Whether records wait in the same windows; what is made of them, and what is late, may be another matter. */
    boolean isSameBut(WindowOptions kept) {
        return Objects.equals(time, kept.time)
                && (gapMillis == null) == (kept.gapMillis == null)
                && Objects.equals(sizeMillis, kept.sizeMillis)
                && Objects.equals(slide(), kept.slide());
    }

    private @Nullable Long slide() {
        return slideMillis == null ? sizeMillis : slideMillis;
    }

    Horizon toHorizon() {
        return new Horizon(
                Objects.requireNonNull(time),
                TimeUnit.MILLISECONDS.toMicros(Objects.requireNonNullElse(latenessMillis, 0L)),
                late == LatePolicy.DEAD_LETTER,
                List.of(),
                toWindows(),
                Objects.requireNonNullElse(idleMillis, 0L));
    }
}
