package io.weir.ingest.decode;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quoting for DuckDB. */
public final class Sql {

    private Sql() {}

    /** A name as an identifier. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Names as a list of identifiers. */
    public static String names(Collection<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
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
