package io.weir.lineage.snapshot;

import java.util.List;

/**
 * What changed in a table's columns from one snapshot to another. A column within another is named by its path, with
 * {@code element}, {@code key} and {@code value} for what arrays and maps hold, as in {@code lines.element.price}.
 *
 * @param added columns that only {@code to} has
 * @param removed columns that only {@code from} has
 * @param retyped columns of another type
 * @param renamed columns that are the same by their column ids; without such ids a rename is a column that went and one
 *     that came
 * @param nullability columns that may be null now, or may not any more
 */
public record SchemaDiff(
        DatasetSnapshot from,
        DatasetSnapshot to,
        List<DiffColumn> added,
        List<DiffColumn> removed,
        List<Retyped> retyped,
        List<Renamed> renamed,
        List<Nullability> nullability) {

    /**
     * A column that came or went.
     *
     * @param type as it was registered; nested types as JSON
     */
    public record DiffColumn(String column, String type) {}

    /** A column, by the name it has in {@code to}, with both of its types. */
    public record Retyped(String column, String from, String to) {}

    /** A column with both of its paths. */
    public record Renamed(String from, String to) {}

    /** A column that may or may not be null in {@code to}, other than before. */
    public record Nullability(String column, boolean nullable) {}
}
