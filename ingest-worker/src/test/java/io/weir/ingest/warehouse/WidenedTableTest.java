package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types of a table's columns change with the batch that needs it, and with nothing else. */
class WidenedTableTest {

    private static final StructType WIDE = new StructType(Map.of("id", TypeNames.parse("BIGINT")));

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), new WarehouseLimits("256MB", 2, "16MB"));
        connection = warehouse.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        warehouse.close();
    }

    private WarehouseSink sink() throws SQLException {
        return new WarehouseSink(warehouse, "orders", "orders");
    }

    private Decoder decoder(StructType columns) {
        return new Decoder(
                connection,
                Decoding.of(JsonFormat.INFERRED),
                columns,
                folder.resolve("p.json"),
                folder.resolve("a.json"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        return QueriedRows.of(connection, sql);
    }

    @Test
    void aTypeIsTakenBackWithTheBatchOfWhoLostThePartition() throws SQLException {
        execute("create table orders (id integer)");
        try (WarehouseSink zombie = sink();
                WarehouseSink successor = sink()) {
            zombie.claim(Set.of(0));
            StructType widened = zombie.columns().widen(WIDE);
            DecodedBatch late = decoder(widened).decode(StagedRecords.of(folder, 0, 0, "{\"id\":3000000000}"));
            successor.claim(Set.of(0));

            assertThatThrownBy(() -> zombie.write(late)).isInstanceOf(StaleOwnerException.class);
            assertThat(query("select data_type from duckdb_columns() where table_name = 'orders'"))
                    .containsExactly("INTEGER");

            successor.write(decoder(widened).decode(StagedRecords.of(folder, 0, 0, "{\"id\":3000000000}")));
            assertThat(query("select id, typeof(id) from orders")).containsExactly("3000000000|BIGINT");
        }
    }

    /** It is written with the type that the table has by then. */
    @Test
    void whoLookedBeforeAnotherWidenedTheTableTakesNothingBack() throws SQLException {
        execute("create table orders (id integer)");
        try (WarehouseSink before = sink();
                WarehouseSink other = sink()) {
            before.claim(Set.of(0));
            other.claim(Set.of(1));
            Decoder narrow = decoder(before.columns());

            other.write(decoder(WIDE).decode(StagedRecords.of(folder, 1, 0, "{\"id\":3000000000}")));
            before.write(narrow.decode(StagedRecords.of(folder, 0, 0, "{\"id\":1}")));

            assertThat(query("select id, typeof(id) from orders order by id"))
                    .containsExactly("1|BIGINT", "3000000000|BIGINT");
        }
    }
}
