package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a pipeline joins with its own, and what its records become before they are joined.
 *
 * @param source where its records come from; a store and a topic
 * @param format how they are encoded; left out, as JSON
 * @param columns that they have
 * @param transform what they go through, a SELECT over input; left out, they stay as they are
 * @param time column that says when a record happened
 */
public record JoinedStream(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        PipelineSource source,

        @Nullable RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,

        @Nullable @Schema(maxLength = 10_000, example = "SELECT order_id, amount, paid_at FROM input WHERE amount > 0")
        String transform,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String time) {

    /** No columns are the same as none given: many clients have one word for both. */
    public JoinedStream {
        columns = columns == null || columns.isEmpty() ? null : columns;
    }

    /** The same that begins elsewhere. */
    JoinedStream from(PipelineSource other) {
        return new JoinedStream(other, format, columns, csv, avro, transform, time);
    }

    /** Whether it is the same stream, wherever it begins and however its records look. */
    boolean isSameBut(JoinedStream kept) {
        PipelineSource from = source;
        PipelineSource before = Objects.requireNonNull(kept.source);
        return from != null
                && Objects.equals(from.store(), before.store())
                && Objects.equals(from.topic(), before.topic())
                && Objects.equals(time, kept.time);
    }

    /** The same, where it began: that is used no more, and a reset says where to go on. */
    JoinedStream begunAs(JoinedStream kept) {
        PipelineSource from = source;
        PipelineSource before = kept.source;
        return from == null || before == null ? this : from(from.begunAs(before));
    }
}
