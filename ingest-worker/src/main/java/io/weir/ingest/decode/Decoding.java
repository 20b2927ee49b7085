package io.weir.ingest.decode;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What records are to become.
 *
 * @param required columns that are null in no row, at the top of the record; a record without one is rejected
 * @param order what rows say of the order in which they were read
 * @param unknown what becomes of keys without a column
 * @param reserved keys that no record may have, however they are written: the table has columns of these names
 */
public record Decoding(
        Format format, RequiredColumns required, RowOrder order, UnknownKeys unknown, List<String> reserved) {

    /** With all keys for records. */
    public Decoding(Format format, List<String> keys, RowOrder order, UnknownKeys unknown) {
        this(format, RequiredColumns.keys(keys), order, unknown, List.of());
    }

    /** With a column for each key that comes. */
    public Decoding(Format format, List<String> keys, RowOrder order) {
        this(format, keys, order, UnknownKeys.ADDED);
    }

    /** Rows in any order. */
    public static Decoding of(Format format) {
        return new Decoding(format, List.of(), RowOrder.ANY);
    }

    /** Rows of the format's own columns and nothing else. */
    public static Decoding closed(Format format, RowOrder order) {
        return new Decoding(format, List.of(), order, UnknownKeys.DROPPED);
    }

    /** The same with rows that say something else of their order. */
    public Decoding in(RowOrder other) {
        return new Decoding(format, required, other, unknown, reserved);
    }

    /** The same of a table that takes no null in these columns. */
    public Decoding storing(Collection<String> notNull) {
        return new Decoding(format, required.storing(notNull), order, unknown, reserved);
    }

    /** Whether keys without a column are left out. */
    boolean closed() {
        return unknown == UnknownKeys.DROPPED;
    }

    /** Whether a healthy batch can be read without being taken apart. */
    boolean direct() {
        return format.direct() && order != RowOrder.TRACED;
    }

    /** What makes text of all records of a batch, if something does and they may be read at once then. */
    @Nullable
    Translation translation() {
        return order == RowOrder.TRACED ? null : format.translation().orElse(null);
    }

    /** The same with records that somebody reads. */
    public Decoding readBy(Format reading) {
        return new Decoding(reading, required, order, unknown, reserved);
    }

    /** Whether rows say in which order they were read. */
    boolean ordered() {
        return order != RowOrder.ANY;
    }

    /** Why a record that its format could read is no row. */
    String refusal() {
        StringBuilder cases = new StringBuilder("case when text is null then 'cannot be read'");
        for (String column : required.all()) {
            String path = Sql.text("$." + JsonPath.quote(column));
            cases.append(" when json_extract_string(text, ").append(path).append(") is null then ");
            cases.append(Sql.text("$." + JsonPath.quote(column) + " " + required.refusal(column)));
        }
        return cases.append(" end").toString();
    }

    /** Columns that records bring, without those that they may not have. */
    StructType allowed(StructType found) {
        StructType allowed = found;
        for (String key : found.fields().keySet()) {
            if (key.toLowerCase(Locale.ROOT).startsWith(DecodedBatch.OWN)
                    || reserved.stream().anyMatch(key::equalsIgnoreCase)) {
                allowed = allowed.without(key);
            }
        }
        return allowed;
    }

    /** The key by which records say where in their batch they were. */
    String place() {
        return closed() ? BatchReader.CLOSED_PLACE : DecodedBatch.ORDINAL;
    }

    /** The columns that are read in all: those of the row, and its place. */
    StructType read(StructType columns) {
        return ordered() ? columns.evolve(DecodedBatch.PLACE) : columns;
    }
}
