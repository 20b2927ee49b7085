package io.weir.ingest.entity;

import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a caller brings for a table that is there. The database makes the values from JSON by the table's types, in one statement: all
 * of them are there afterwards, or none.
 *
 * @param table as statements name it
 * @param types of its columns, by their names
 */
record InsertedRows(TableDialect dialect, String table, Map<String, String> types) {

    /**
     * Adds them.
     *
     * @param rows values by column; a column that a row does not have is null, one that none has as the table makes it
     * @throws ProblemException naming the row and the column that cannot be
     */
    void add(Connection connection, List<Map<String, @Nullable Object>> rows) throws SQLException {
        Set<String> columns = columns(rows);
        try (PreparedStatement insert = connection.prepareStatement(dialect.insertion(table, columns, types))) {
            insert.setString(1, dialect.json(whole(rows, columns)));
            insert.execute();
        } catch (SQLException refused) {
            if (dialect.isOfValues(refused)) {
                throw ProblemException.invalid(
                        "rows", "has a value that its column does not take: " + line(refused), null, types.toString());
            }
            throw refused;
        }
    }

    private Set<String> columns(List<Map<String, @Nullable Object>> rows) {
        Set<String> columns = new TreeSet<>();
        for (int row = 0; row < rows.size(); row++) {
            for (String column : rows.get(row).keySet()) {
                if (!types.containsKey(column)) {
                    throw ProblemException.invalid(
                            "rows[" + row + "]." + column,
                            "is no column of the table",
                            column,
                            String.join(", ", types.keySet()));
                }
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            throw ProblemException.invalid(
                    "rows", "have no values", null, "values by " + String.join(", ", types.keySet()));
        }
        return columns;
    }

    private static List<Map<String, @Nullable Object>> whole(
            List<Map<String, @Nullable Object>> rows, Set<String> columns) {
        return rows.stream()
                .map(row -> {
                    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
                    columns.forEach(column -> whole.put(column, row.get(column)));
                    return whole;
                })
                .toList();
    }

    private static String line(SQLException refused) {
        return String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
    }
}
