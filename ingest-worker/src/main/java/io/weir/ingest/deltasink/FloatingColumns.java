package io.weir.ingest.deltasink;

import io.weir.ingest.decode.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which columns of a file there may be a NaN. What DuckDB returns of a {@code COPY} tells it of the last group of rows
 * only (1.5.6); but no group that has one has bounds in the file's own footer, which is all that is read here.
 *
 * @param mayHaveNaN names from the outside in, as the footer joins them
 */
record FloatingColumns(Set<String> mayHaveNaN) {

    static final FloatingColumns NONE = new FloatingColumns(Set.of());

    static FloatingColumns of(Connection connection, Path file) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("select distinct path_in_schema from parquet_metadata("
                        + Sql.text(file.toString()) + ") where type in ('FLOAT', 'DOUBLE')"
                        + " and stats_max_value is null and stats_null_count is distinct from num_values")) {
            while (columns.next()) {
                found.add(columns.getString(1));
            }
        }
        return new FloatingColumns(found);
    }

    boolean mayHaveNaN(List<String> path) {
        return mayHaveNaN.contains(String.join(", ", path));
    }
}
