package io.weir.standalone.drill;

import io.weir.delta.action.AddFile;
import io.weir.delta.kernel.KernelTable;
import io.weir.standalone.cli.CommandFailure;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers in the Delta table, read from the files that Delta Kernel finds in the mirror: 0, 1, 2 … each once. */
record Numbers(String deltaPath) {

    /** Numbers that are missing or there twice, in words. */
    List<String> differences() {
        String files = KernelTable.open(deltaPath).files().stream()
                .map(this::file)
                .collect(Collectors.joining(", ", "[", "]"));
        String sql = "SELECT count(*), count(DISTINCT number), coalesce(max(number) + 1, 0) FROM read_parquet(" + files
                + ")";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long rows = row.getLong(1);
            long distinct = row.getLong(2);
            long beyond = row.getLong(3);
            return rows == distinct && distinct == beyond
                    ? List.of()
                    : List.of((beyond - distinct) + " events are lost, " + (rows - distinct) + " are there twice");
        } catch (SQLException failed) {
            throw new CommandFailure("cannot read the Delta table: " + failed.getMessage(), failed);
        }
    }

    private String file(AddFile file) {
        URI path = URI.create(file.path());
        Path absolute = path.isAbsolute() ? Path.of(path) : Path.of(deltaPath, path.getPath());
        return "'" + absolute.toString().replace("'", "''") + "'";
    }
}
