package io.weir.lineage.intake.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement that takes any number of rows, as one array a column: {@code … from unnest(?, ?, …)}. One round trip and
 * one plan, whatever the number of rows.
 *
 * @param sql has one parameter for each column
 */
record ColumnStatement<T>(String sql, List<Column<T>> columns) {

    /**
     * One array of the statement.
     *
     * @param type as PostgreSQL names the element, as in {@code uuid}
     */
    record Column<T>(String type, Function<T, @Nullable Object> value) {

        /** Texts as such travel as they are; the driver would quote and the server unquote each of their characters. */
        private @Nullable Object[] values(Collection<T> rows) {
            Stream<@Nullable Object> values = rows.stream().map(value);
            return type.equals("text")
                    ? values.map(text -> text == null ? null : text.toString()).toArray(String[]::new)
                    : values.toArray();
        }
    }

    static <T> Column<T> column(String type, Function<T, @Nullable Object> value) {
        return new Column<>(type, value);
    }

    PreparedStatement prepare(Connection connection, Collection<T> rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int parameter = 1;
        for (Column<T> column : columns) {
            statement.setArray(parameter++, connection.createArrayOf(column.type(), column.values(rows)));
        }
        return statement;
    }
}
