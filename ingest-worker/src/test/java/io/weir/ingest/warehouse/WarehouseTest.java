package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {

    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    private static final String STORAGE =
            "select tags['storage_version'] from duckdb_databases() where database_name = current_database()";

    @TempDir
    Path folder;

    @Test
    void newFilesAreOfTheStorageThatCompressesTextsInOnePass() throws SQLException {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("new.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(ask(connection, STORAGE)).isEqualTo("v1.3.0+");
        }
    }

    @Test
    void aFileOfAnEarlierStorageIsUsedAsItIs() throws SQLException {
        Path file = folder.resolve("old.duckdb");
        try (Connection earlier = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = earlier.createStatement()) {
            statement.execute("create table kept as select 'text' as value");
        }

        try (Warehouse warehouse = Warehouse.open(file, LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(ask(connection, "select value from kept")).isEqualTo("text");
            assertThat(ask(connection, STORAGE)).isEqualTo("v1.0.0+");
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
