package io.weir.ingest.decode;

/** Quoting for DuckDB. */
public final class Sql {

    private Sql() {}

    /** A name as an identifier. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal. */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A qualified name as in {@code schema.table}; each part is quoted. */
    public static String qualified(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name(name) : name(name.substring(0, dot)) + "." + name(name.substring(dot + 1));
    }
}
