package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each test a new database file, and a connection to it. */
abstract class InWarehouse {

    @TempDir
    Path folder;

    private final WarehouseLimits limits;
    Warehouse warehouse;
    Connection connection;

    InWarehouse(WarehouseLimits limits) {
        this.limits = limits;
    }

    @BeforeEach
    final void openWarehouse() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), limits);
        connection = warehouse.connect();
    }

    @AfterEach
    final void closeWarehouse() throws SQLException {
        connection.close();
        warehouse.close();
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
