package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DebeziumFormat;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedRowsTest {

    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    private static final List<String> KEYS = List.of("id");

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Connection connection;
    private WarehouseSink sink;
    private Decoder decoder;
    private long sequence;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
        connection = warehouse.connect();
    }

    private void by(Format format, String newest, String deletion) throws SQLException {
        sink = new WarehouseSink(
                warehouse, Owner.of("orders"), "shop.orders", new MergedRows("orders", KEYS, newest, deletion));
        List<String> required =
                Stream.concat(KEYS.stream(), Stream.ofNullable(newest)).toList();
        decoder = new Decoder(
                connection,
                new Decoding(format, required, RowOrder.READ),
                StructType.EMPTY,
                folder.resolve("p.json"),
                folder.resolve("a.json"));
        sink.claim(Set.of(0));
    }

    @AfterEach
    void close() throws SQLException {
        sink.close();
        connection.close();
        warehouse.close();
    }

    @Test
    void theLastRecordOfAKeyIsItsRow() throws SQLException {
        by(JsonFormat.INFERRED, null, null);
        // More than one thread reads them.
        String[] many = new String[400_000];
        for (int index = 0; index < many.length; index++) {
            many[index] = "{\"id\":" + index % 10 + ",\"n\":" + index + ",\"wide\":\"" + "x".repeat(50) + "\"}";
        }

        write(many);
        write("{\"id\":3,\"n\":-1,\"more\":\"x\"}", " { \"id\" : 4 } ", "{\"id\":10,\"n\":0}", "{\"id\":3,\"n\":-2}");

        assertThat(rows("select id, n, more from shop.orders where id in (2, 3, 4, 10) order by id"))
                .containsExactly("2|399992|null", "3|-2|null", "4|null|null", "10|0|null");
        assertThat(rows("select count(*), count(distinct id) from shop.orders")).containsExactly("11|11");
        assertThat(sink.watermarks().get(0).written()).isEqualTo(400_004);
    }

    /** DuckDB deletes no row that another refers to, though one of the same key takes its place. */
    @Test
    void aRowThatOthersReferToIsUpdatedWhereItIs() throws SQLException {
        execute("create schema shop");
        execute("create table shop.orders (id bigint primary key, \"at\" bigint, n bigint check (n < 9), place varchar"
                + " default 'here', note varchar)");
        execute("create table shop.\"the.lines\" (line bigint, order_id bigint references shop.orders (id))");
        execute(
                "insert into shop.orders values (1, 1, 1, 'there', 'x'), (2, 1, 1, 'there', 'x'), (3, 9, 1, 'there', 'x')");
        execute("insert into shop.\"the.lines\" values (1, 1), (2, 1), (3, 3)");
        by(JsonFormat.INFERRED, "at", null);

        write(
                "{\"id\":1,\"at\":2,\"n\":2}",
                "{\"id\":1,\"at\":3,\"n\":3}",
                "{\"id\":2,\"at\":2,\"n\":2}",
                "{\"id\":3,\"at\":2,\"n\":2}",
                "{\"id\":4,\"at\":2,\"n\":2}");

        assertThat(rows("from shop.orders order by id"))
                .containsExactly("1|3|3|here|null", "2|2|2|here|null", "3|9|1|there|x", "4|2|2|here|null");
        assertThat(sink.watermarks().get(0).written()).isEqualTo(5);
    }

    @Test
    void anOlderRecordThatComesLaterChangesNothing() throws SQLException {
        by(JsonFormat.INFERRED, "at", null);

        write(
                "{\"id\":1,\"at\":5,\"v\":\"new\"}",
                "{\"id\":1,\"at\":4,\"v\":\"old\"}",
                "{\"id\":2,\"at\":1,\"v\":\"a\"}");
        write(
                "{\"id\":1,\"at\":3,\"v\":\"older\"}",
                "{\"id\":2,\"at\":1,\"v\":\"b\"}",
                "{\"id\":2,\"at\":2,\"v\":\"c\"}");
        write("{\"id\":1,\"at\":5,\"v\":\"new\"}", "{\"id\":2,\"at\":1,\"v\":\"a\"}");

        assertThat(rows("select id, \"at\", v from shop.orders order by id")).containsExactly("1|5|new", "2|2|c");
    }

    @Test
    void recordsWithoutAKeyAreDeadLetters() throws SQLException {
        by(JsonFormat.INFERRED, "at", null);

        write(
                "{\"id\":1,\"at\":1}",
                "{\"id\":null,\"at\":1}",
                "{\"at\":1}",
                "{\"id\":2}",
                "{}",
                "{\"__weir_ordinal\":7,\"id\":3,\"at\":1}");

        assertThat(rows("select sequence, reason from weir.dead_letter order by sequence"))
                .containsExactly(
                        "1|$.\"id\" is null, and rows are told apart by it",
                        "2|$.\"id\" is null, and rows are told apart by it",
                        "3|$.\"at\" is null, and rows are told apart by it",
                        "4|$.\"id\" is null, and rows are told apart by it",
                        "5|$ has the key \"__weir_ordinal\", which is one of Weir's own");
        assertThat(rows("select * from shop.orders")).containsExactly("1|1");
    }

    @Test
    void changesOfADatabaseMakeItsTable() throws SQLException {
        by(new DebeziumFormat(StructType.EMPTY), "__ts_ms", "__op");

        write(change("c", null, 1, 10), change("c", null, 2, 10), change("u", 1, 1, 11), change("d", 2, null, 12));
        write(change("u", 2, 2, 11), change("d", 1, null, 13), null, change("d", 9, null, 13));
        write(change("c", null, 1, 14), change("u", 9, 9, 12));

        assertThat(rows("select id, __op, __ts_ms from shop.orders")).containsExactly("1|c|14");
        assertThat(sink.watermarks().get(0).filtered()).isEqualTo(1);
    }

    @Test
    void withoutATimeTheLastOneThatIsReadDecides() throws SQLException {
        by(JsonFormat.INFERRED, null, "gone");

        write(
                "{\"id\":1,\"gone\":false}",
                "{\"id\":2,\"gone\":true}",
                "{\"id\":3,\"gone\":true}",
                "{\"id\":3,\"gone\":null}");
        write("{\"id\":1,\"gone\":true}", "{\"id\":2,\"gone\":false}");

        assertThat(rows("select id from shop.orders order by id")).containsExactly("2", "3");
    }

    @Test
    void aStaleOwnerChangesNothing() throws SQLException {
        by(new DebeziumFormat(StructType.EMPTY), "__ts_ms", "__op");
        write(change("c", null, 1, 10));
        DecodedBatch batch = decode(change("d", 1, null, 11), change("c", null, 2, 11));
        try (WarehouseSink successor = new WarehouseSink(warehouse, "orders", "shop.orders")) {
            successor.claim(Set.of(0));
        }

        assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(StaleOwnerException.class);

        assertThat(rows("select id from shop.orders")).containsExactly("1");
        assertThat(rows("select count(*) from weir.\"deleted from shop.orders by orders/id/__ts_ms\""))
                .containsExactly("0");
    }

    private static String change(String operation, Integer before, Integer after, int time) {
        return "{\"op\":\"" + operation + "\",\"before\":" + image(before) + ",\"after\":" + image(after)
                + ",\"ts_ms\":" + time + "}";
    }

    private static String image(Integer id) {
        return id == null ? "null" : "{\"id\":" + id + "}";
    }

    private void write(String... payloads) throws SQLException {
        sink.write(decode(payloads));
    }

    private DecodedBatch decode(String... payloads) throws SQLException {
        long first = sequence;
        sequence += payloads.length;
        return decoder.decode(StagedRecords.of(folder, 0, first, payloads));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        return QueriedRows.of(connection, sql);
    }
}
