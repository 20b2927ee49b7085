package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.sink.Validity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How records change the table.
 *
 * @param keys columns that tell rows apart, of UPSERT, CDC and SCD2
 * @param sequenceBy column the greatest value of which is the newest record of a key; without it the last one that is read.
 *     Of SCD2 the time or number that versions hold from and to
 * @param deletedBy of CDC and SCD2: column that says which records delete, by {@code true}, {@code d} or {@code delete}; of
 *     Debezium's change events {@code __op}
 */
public record WriteOptions(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        WriteMode mode,

        @Nullable List<String> keys,
        @Nullable String sequenceBy,
        @Nullable String deletedBy) {

    static final WriteOptions APPENDING = new WriteOptions(WriteMode.APPEND, null, null, null);

    /** No keys are the same as none given: many clients have one word for both. */
    public WriteOptions {
        keys = keys == null || keys.isEmpty() ? null : keys;
    }

    /** What records do to rows. */
    public enum WriteMode {
        /** Each is a new row. */
        APPEND,
        /** Each is the row of its key from then on. */
        UPSERT,
        /** The same, but for those that delete it. */
        CDC,
        /** Each is a version of its key's row, or the end of one. */
        SCD2
    }

    /** Whether each record is a row of its own. */
    public boolean appends() {
        return mode == WriteMode.APPEND;
    }

    /** The keys; none of a pipeline that appends. */
    public List<String> keyColumns() {
        return Objects.requireNonNullElse(keys, List.of());
    }

    /** Columns without which a record has no place in the table. */
    public List<String> required() {
        return Stream.concat(keyColumns().stream(), Stream.ofNullable(sequenceBy))
                .distinct()
                .toList();
    }

    /** Whether every version of a row is kept. */
    public boolean keepsVersions() {
        return mode == WriteMode.SCD2;
    }

    /** Names of columns that the table has besides those of records. */
    public List<String> reserved() {
        return keepsVersions() ? Validity.COLUMNS : List.of();
    }

    /** Whether some of the records may delete. */
    boolean mayDelete() {
        return mode == WriteMode.CDC || keepsVersions();
    }

    /** The same with what goes without saying for a format. */
    WriteOptions complete(RecordFormat format) {
        boolean byOperation = mayDelete() && deletedBy == null && format == RecordFormat.DEBEZIUM;
        return byOperation ? new WriteOptions(mode, keys, sequenceBy, "__op") : this;
    }
}
