package io.weir.ingest.decode;

import java.util.Collection;
import java.util.stream.Collectors;

/** How a dead letter says that it is a row of several records: none of them is to blame, so that it is the row which is kept. */
public final class RowLetter {

    private RowLetter() {}

    /**
     * What each reason begins with.
     *
     * @param kind what makes such rows
     */
    public static String before(String kind) {
        return "a row that the " + kind + " makes: ";
    }

    /**
     * An expression for the payload of a letter: the row as JSON.
     *
     * @param row name of the relation that has it
     * @param columns of the row
     */
    public static String payload(String row, Collection<String> columns) {
        return columns.stream()
                .map(column -> Sql.name(column) + " := " + row + "." + Sql.name(column))
                .collect(Collectors.joining(", ", "encode(to_json(struct_pack(", "))::varchar)"));
    }
}
