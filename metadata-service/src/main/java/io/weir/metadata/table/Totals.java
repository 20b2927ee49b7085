package io.weir.metadata.table;

/**
 * What a table holds at one version.
 *
 * @param files live files; one with a deletion vector counts once
 * @param bytes sum of the live files' sizes
 * @param rows sum of the rows that the files' statistics tell, less the deleted ones; files without statistics count 0
 */
public record Totals(long files, long bytes, long rows) {

    public static final Totals NONE = new Totals(0, 0, 0);

    public Totals plus(Totals other) {
        return new Totals(files + other.files, bytes + other.bytes, rows + other.rows);
    }

    public Totals minus(Totals other) {
        return new Totals(files - other.files, bytes - other.bytes, rows - other.rows);
    }
}
