package io.weir.metadata.table;

import io.weir.delta.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a table may be called. */
public final class TableNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,126}[A-Za-z0-9_-])?");

    private TableNames() {}

    /**
     * What is wrong with a name; empty if nothing is.
     *
     * @param field what the request calls it
     */
    public static Optional<Violation> violation(String name, String field) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        Violation.of(
                                field,
                                "is no name of a table",
                                name,
                                "1 to 128 letters, digits, '_', '-' and '.', no '.' or '-' at its beginning, no '.' at its end"));
    }
}
