package io.weir.ingest.decode;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns that are null in no row; a record without a value for one of them is rejected.
 *
 * @param keys what rows are told apart by, or placed in time
 * @param stored others, which the table takes no null for
 */
public record RequiredColumns(List<String> keys, List<String> stored) {

    /** Any may be null. */
    public static final RequiredColumns NONE = new RequiredColumns(List.of(), List.of());

    /** Those that rows are told apart by. */
    public static RequiredColumns keys(List<String> keys) {
        return new RequiredColumns(keys, List.of());
    }

    /** The same with those that a table takes no null for. */
    public RequiredColumns storing(Collection<String> notNull) {
        List<String> others = notNull.stream()
                .filter(column -> !keys.contains(column) && !stored.contains(column))
                .toList();
        return new RequiredColumns(
                keys, Stream.concat(stored.stream(), others.stream()).toList());
    }

    /** Whether any may be null. */
    public boolean isEmpty() {
        return keys.isEmpty() && stored.isEmpty();
    }

    /** All of them. */
    public List<String> all() {
        return stored.isEmpty()
                ? keys
                : Stream.concat(keys.stream(), stored.stream()).toList();
    }

    /** Whether a column is among them. */
    public boolean contains(String column) {
        return keys.contains(column) || stored.contains(column);
    }

    /** A condition that holds for rows which lack one of them; for some to be there. */
    public String isMissing() {
        return all().stream().map(column -> Sql.name(column) + " is null").collect(Collectors.joining(" or "));
    }

    /** Why a record is no row, in words that follow the name of a column. */
    public String refusal(String column) {
        return keys.contains(column)
                ? "is null, and rows are told apart by it"
                : "is null, and the table takes no null in column " + column;
    }
}
