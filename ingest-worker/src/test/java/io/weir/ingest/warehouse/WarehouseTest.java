package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.sink.Watermark;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
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

    /** Opens a file, says so, and keeps it. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] file) throws SQLException, IOException {
            try (Warehouse held = Warehouse.open(Path.of(file[0]), LIMITS)) {
                System.out.println("open " + held);
                System.in.read();
            }
        }
    }

    @Test
    void whoFindsAFileInTheHandsOfAnotherProcessIsToldWhatThatMeans() throws Exception {
        Path file = folder.resolve("held.duckdb");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).startsWith("open");
            assertThatThrownBy(() -> Warehouse.open(file, LIMITS))
                    .isInstanceOf(WarehouseHeldException.class)
                    .hasMessageContaining("held.duckdb is open in another process")
                    .hasMessageContaining("this worker stands by")
                    .hasMessageContaining("MotherDuck or a Delta table");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        try (Warehouse warehouse = Warehouse.open(file, LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(ask(connection, "select 1")).isEqualTo("1");
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

    @Test
    void aFileOfTheTimeBeforeRecordsWereFilteredKeepsItsWatermarks() throws SQLException {
        Path file = folder.resolve("before.duckdb");
        try (Connection earlier = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = earlier.createStatement()) {
            statement.execute("create schema weir");
            statement.execute("create table weir.watermark (pipeline varchar, \"partition\" integer,"
                    + " epoch bigint not null, sequence bigint not null, written bigint not null,"
                    + " dead_lettered bigint not null, bytes bigint not null, batches bigint not null,"
                    + " updated_at timestamptz not null, primary key (pipeline, \"partition\"))");
            statement.execute("insert into weir.watermark values ('orders', 0, 1, 9, 8, 2, 70, 3, now())");
        }

        for (long epoch = 2; epoch <= 3; epoch++) {
            try (Warehouse warehouse = Warehouse.open(file, LIMITS);
                    WarehouseSink sink = new WarehouseSink(warehouse, "orders", "orders")) {
                assertThat(sink.claim(Set.of(0, 1)))
                        .containsEntry(0, new Watermark(epoch, 9, 8, 2, 0, 70, 3))
                        .containsEntry(1, new Watermark(epoch - 1, -1, 0, 0, 0, 0, 0));
            }
        }
    }

    @Test
    void aTableIsTheSameHoweverItsNameIsCapitalized() throws SQLException {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            StructType columns = new StructType(Map.of("id", TypeNames.parse("BIGINT")));
            new WarehouseTable(connection, "Sales.Orders").require(columns);
            WarehouseTable same = new WarehouseTable(connection, "sales.orders");

            same.require(columns);

            assertThat(same.columns()).isEqualTo(columns);
        }
    }

    @Test
    void aPathCannotHaveStatementsRun() throws IOException {
        Path made = folder.resolve("made.csv");
        Path statements = Files.writeString(folder.resolve("s.sql"), "copy (select 42) to '" + made + "';");

        assertThatThrownBy(() -> Warehouse.open(folder.resolve("w.duckdb;session_init_sql_file=" + statements), LIMITS))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("semicolon");
        assertThat(made).doesNotExist();
    }

    /** It cannot be opened here; this is what would be sent. */
    @Test
    void aDatabaseOfMotherDuckIsOpenedWithoutATokenInItsUrlAndWithoutWhatIsForFiles() {
        WarehouseConnection connection =
                WarehouseConnection.motherDuck("lake", "a-token", LIMITS, folder.resolve("temporary"));

        assertThat(connection.url()).isEqualTo("jdbc:duckdb:md:lake");
        assertThat(connection.properties()).containsExactly(Map.entry("motherduck_token", "a-token"));
        assertThat(connection.statements())
                .noneMatch(statement -> statement.matches(".*(wal_|write_buffer|storage|attach|a-token).*"))
                .anyMatch(statement -> statement.contains("memory_limit"));
        assertThat(connection.toString()).doesNotContain("a-token");
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
