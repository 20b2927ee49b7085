package io.weir.standalone.demo;

/** The same version as SQL has it and as Delta Kernel reads it from the mirror. */
public record SnapshotPair(SnapshotView sql, SnapshotView kernel) {

    /** Whether both see the same. */
    public boolean equal() {
        return sql.differenceTo(kernel).isEmpty();
    }

    /** What was compared, or what differs. */
    public String sentence() {
        return equal()
                ? String.format(
                        "SQL = Kernel: %,d files, %,d rows, same schema",
                        sql.files().size(), sql.rows())
                : sql.differenceTo(kernel);
    }
}
