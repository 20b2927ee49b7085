package io.weir.ingest.decode;

import java.util.List;

/**
 * What records are to become.
 *
 * @param required columns that are null in no row, at the top of the record; a record without one is rejected
 * @param ordered whether rows say in {@link DecodedBatch#ORDINAL} in which order they were read
 * @param closed whether keys without a declared column are left out; else they become columns as they come
 */
public record Decoding(Format format, List<String> required, boolean ordered, boolean closed) {

    /** With a column for each key that comes. */
    public Decoding(Format format, List<String> required, boolean ordered) {
        this(format, required, ordered, false);
    }

    /** Rows in any order. */
    public static Decoding of(Format format) {
        return new Decoding(format, List.of(), false);
    }

    /** Rows of the format's own columns and nothing else. */
    public static Decoding closed(Format format, boolean ordered) {
        return new Decoding(format, List.of(), ordered, true);
    }

    /** Whether a healthy batch can be read without being taken apart. */
    boolean direct() {
        return format.direct() && required.isEmpty() && !ordered;
    }

    /** Why a record that its format could read is no row. */
    String refusal() {
        StringBuilder cases = new StringBuilder("case when text is null then 'cannot be read'");
        for (String column : required) {
            String path = Sql.text("$." + JsonPath.quote(column));
            cases.append(" when json_extract_string(text, ").append(path).append(") is null then ");
            cases.append(Sql.text("$." + JsonPath.quote(column) + " is null, and rows are told apart by it"));
        }
        return cases.append(" end").toString();
    }

    /** The columns that are read in all: those of the row, and its place. */
    StructType read(StructType columns) {
        return ordered ? columns.evolve(DecodedBatch.PLACE) : columns;
    }
}
