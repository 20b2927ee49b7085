package io.weir.benchmarks.load;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Files of newline-delimited JSON, whose columns are found once. */
final class NdjsonFiles {

    private final String columns;

    NdjsonFiles(List<Path> files) throws SQLException {
        this.columns = columns(list(files));
    }

    /** A relation of some of them, or of all. */
    String reader(List<Path> files) {
        return "read_ndjson(" + list(files) + ", columns = " + columns + ")";
    }

    private static String columns(String list) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "DESCRIBE SELECT * FROM read_ndjson(" + list + ", sample_size = 100000)")) {
            StringBuilder found = new StringBuilder("{");
            while (rows.next()) {
                found.append(found.length() == 1 ? "" : ", ");
                found.append(quoted(rows.getString(1))).append(": ").append(quoted(rows.getString(2)));
            }
            return found.append('}').toString();
        }
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> quoted(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
