package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.BatchTaker;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WarehouseLimits;
import io.weir.ingest.warehouse.WarehouseSink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs that a table refuses records, and what else than a record may be why. */
class TakenBatchTest extends WorkerTest {

    @TempDir
    Path folder;

    private int looks;
    private int writes;

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Counts what is asked of a sink. */
    private BatchTaker counted(BatchTaker taker) {
        return new BatchTaker() {
            @Override
            public void write(DecodedBatch batch) throws SQLException {
                writes++;
                taker.write(batch);
            }

            @Override
            public List<RefusedRecord> refused(DecodedBatch batch) throws SQLException {
                looks++;
                return taker.refused(batch);
            }
        };
    }

    /** What DuckDB was sent for a batch of which the table takes no record. */
    private List<String> statements(Connection connection, Warehouse warehouse, int records) throws SQLException {
        String name = name();
        execute(connection, "create table " + name + " (id bigint primary key, check (id < 0))");
        StagedBatch staged = StagedRecords.of(
                folder,
                0,
                0,
                IntStream.range(0, records)
                        .mapToObj(index -> "{\"id\":" + index + "}")
                        .toArray(String[]::new));
        try (WarehouseSink sink = new WarehouseSink(warehouse, name, name)) {
            sink.claim(Set.of(0));
            Decoder decoder = new Decoder(
                    connection,
                    new Decoding(JsonFormat.INFERRED, List.of(), RowOrder.ANY),
                    sink.columns(),
                    folder.resolve("p.json"),
                    folder.resolve("a.json"));
            DecodedBatch decoded = decoder.decode(staged);
            execute(connection, "call enable_logging('QueryLog')");
            execute(connection, "call truncate_duckdb_logs()");
            BatchTaker taker = counted(sink);
            DecodedBatch written = new TakenBatch(decoder, taker).write(staged, decoded, taker::write);
            execute(connection, "call disable_logging()");
            assertThat(written.rows()).isZero();
            assertThat(written.rejectedRecords()).isEqualTo(records);
            assertThat(QueriedRows.of(
                            connection, "select count(*) from weir.dead_letter where pipeline = '" + name + "'"))
                    .containsExactly(Integer.toString(records));
            return sent(connection);
        }
    }

    /**
     * Without what an appender sends for each two thousand rows of a temporary table, and how many threads there are to be, which is sent
     * when it is another number than before.
     */
    private static List<String> sent(Connection connection) throws SQLException {
        return QueriedRows.of(
                connection,
                "select message from duckdb_logs where type = 'QueryLog' and message not ilike '%appended_data%'"
                        + " and message not like 'set global threads%'");
    }

    @Test
    void aTableThatRefusesEverythingIsAskedAsOftenAsOneThatRefusesLittle() throws SQLException {
        // Of its own: the log has what anybody sends.
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), new WarehouseLimits("256MB", 2, "16MB"));
                Connection connection = warehouse.connect()) {
            List<String> few = statements(connection, warehouse, 10);
            List<String> many = statements(connection, warehouse, 20_000);

            assertThat(many).hasSameSizeAs(few).hasSizeBetween(20, 60);
            assertThat(looks).isEqualTo(2);
            assertThat(writes).isEqualTo(4);
        }
    }

    @Test
    void whoNeverComesToAnEndIsNotAskedForEver() {
        SQLException refusal = new SQLException("Constraint Error: for a reason of its own");
        BatchTaker never = counted(new BatchTaker() {
            @Override
            public void write(DecodedBatch batch) throws SQLException {
                throw refusal;
            }

            @Override
            public List<RefusedRecord> refused(DecodedBatch batch) {
                return List.of(new RefusedRecord(looks, "another one"));
            }
        });
        assertThatThrownBy(() -> write(never)).isSameAs(refusal);

        assertThat(looks).isEqualTo(TakenBatch.MOST_LOOKS);
        assertThat(writes).isEqualTo(TakenBatch.MOST_LOOKS + 1);
    }

    @Test
    void whoseLookFailsSaysWhatWasRefused() {
        SQLException refusal = new SQLException("Constraint Error: for a reason of its own");
        SQLException failure = new SQLException("Catalog Error: no such table");
        BatchTaker failing = new BatchTaker() {
            @Override
            public void write(DecodedBatch batch) throws SQLException {
                throw refusal;
            }

            @Override
            public List<RefusedRecord> refused(DecodedBatch batch) throws SQLException {
                throw failure;
            }
        };

        assertThatThrownBy(() -> write(failing)).isSameAs(failure).hasSuppressedException(refusal);
    }

    @Test
    void whatIsNoRefusalOfARowIsNobodysFault() {
        for (String message : List.of(
                "IO Error: Could not write file: No space left on device",
                "Conversion Error: Could not convert string 'x' to INT32",
                "TransactionContext Error: Conflict on update!",
                "INTERRUPT Error: Interrupted!")) {
            SQLException failure = new SQLException(message);
            BatchTaker failing = counted(batch -> {
                throw failure;
            });
            assertThatThrownBy(() -> write(failing)).isSameAs(failure);
        }
        assertThat(looks).isZero();
        assertThat(writes).isEqualTo(4);
    }

    private void write(BatchTaker taker) throws SQLException {
        try (Connection connection = lake().connect()) {
            Decoder decoder = new Decoder(
                    connection,
                    new Decoding(JsonFormat.INFERRED, List.of(), RowOrder.ANY),
                    StructType.EMPTY,
                    folder.resolve("p.json"),
                    folder.resolve("a.json"));
            StagedBatch staged = StagedRecords.of(
                    folder,
                    0,
                    0,
                    IntStream.range(0, 20)
                            .mapToObj(index -> "{\"id\":" + index + "}")
                            .toArray(String[]::new));
            new TakenBatch(decoder, taker).write(staged, decoder.decode(staged), taker::write);
        }
    }
}
