package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the columns of a table whose values DuckDB makes of others ({@code GENERATED ALWAYS AS}), and takes from nobody. Its
 * catalog does not tell them from columns with a default, so that each of these is tried, in a statement that is not run.
 *
 * @param definition a query for the statement that would make the table
 * @param table for a statement
 */
record GeneratedColumns(Connection connection, String definition, String table) {

    private static final String GENERATED = "GENERATED ALWAYS AS";

    /** Those among columns that have an expression of their own. */
    Set<String> among(Collection<String> columns) throws SQLException {
        Set<String> generated = new LinkedHashSet<>();
        if (columns.isEmpty() || !isDefined()) {
            return generated;
        }
        for (String column : columns) {
            if (!takes(column)) {
                generated.add(column);
            }
        }
        return generated;
    }

    private boolean isDefined() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet made = statement.executeQuery(definition)) {
            return made.next() && made.getString(1).contains(GENERATED);
        }
    }

    private boolean takes(String column) {
        String insert = "insert into " + table + " (" + Sql.name(column) + ") select null where false";
        try (PreparedStatement bound = connection.prepareStatement(insert)) {
            return bound.getParameterMetaData() != null;
        } catch (SQLException refused) {
            return false;
        }
    }
}
