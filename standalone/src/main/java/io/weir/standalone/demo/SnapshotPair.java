package io.weir.standalone.demo;

/** The same version as SQL has it and as Delta Kernel reads it from the mirror. */
record SnapshotPair(SnapshotView sql, SnapshotView kernel) {

    boolean equal() {
        return sql.differenceTo(kernel).isEmpty();
    }

    String sentence() {
        return equal()
                ? String.format(
                        "SQL = Kernel: %,d files, %,d rows, same schema",
                        sql.files().size(), sql.rows())
                : sql.differenceTo(kernel);
    }
}
