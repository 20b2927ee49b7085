package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.BatchCounts;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.StreamState;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.tracing.Spans;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseSinkTest {

    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Connection connection;
    private WarehouseSink sink;
    private Decoder decoder;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
        connection = warehouse.connect();
        sink = sink();
        decoder = new Decoder(
                connection,
                Decoding.of(JsonFormat.INFERRED),
                sink.columns(),
                folder.resolve("p.json"),
                folder.resolve("a.json"));
    }

    private WarehouseSink sink() throws SQLException {
        return new WarehouseSink(warehouse, "orders", "shop.orders");
    }

    @AfterEach
    void close() throws SQLException {
        sink.close();
        connection.close();
        warehouse.close();
    }

    @Test
    void rowsDeadLettersAndWatermarkChangeTogether() throws SQLException {
        sink.claim(Set.of(0, 1));

        sink.write(decode(0, "{\"a\":1}", "oops", "{\"a\":2}"));
        sink.write(decode(3, "{\"a\":3,\"b\":{\"c\":[true]}}"));

        assertThat(count("shop.orders")).isEqualTo(3);
        assertThat(count("weir.dead_letter")).isEqualTo(1);
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(1, 3, 3, 1, 0, 42, 2));
        assertThat(sink.owned()).isEqualTo(sink.watermarks());
        assertThat(sink.columns().sql()).isEqualTo("STRUCT(\"a\" BIGINT, \"b\" STRUCT(\"c\" BOOLEAN[]))");
    }

    @Test
    void aViewTellsHowFarPartitionsAreInTheColumnsOfStreamDuck() throws SQLException {
        ProgressView view = new ProgressView("control.ingestion_status", "shop.servicebus.windows.net", "orders");
        try (WarehouseSink shown = shown(view)) {
            shown.claim(Set.of(0, 1));
            assertThat(count("control.ingestion_status")).isZero();

            shown.write(decode(0, "{\"a\":1}", "oops", "{\"a\":2}"));
            shown.claim(Set.of(0, 1));

            assertThat(ask("select string_agg(column_name || ' ' || data_type, ', ' order by column_index)"
                            + " from duckdb_columns() where table_name = 'ingestion_status'"))
                    .isEqualTo("ts_inserted TIMESTAMP, eventhub_namespace VARCHAR, eventhub VARCHAR, target_db VARCHAR,"
                            + " target_schema VARCHAR, target_table VARCHAR, partition_id VARCHAR, waterlevel BIGINT,"
                            + " metadata JSON");
            assertThat(ask("select eventhub_namespace || ' ' || eventhub || ' ' || target_db || ' ' || target_schema"
                            + " || ' ' || target_table || ' ' || partition_id || ' ' || waterlevel || ' '"
                            + " || (metadata ->> 'dead_letters') from control.ingestion_status"))
                    .isEqualTo("shop.servicebus.windows.net orders w shop orders 0 2 1");
        }
    }

    @Test
    void aTableOfTheViewsNameIsLeftAlone() throws SQLException {
        ask("create schema control");
        ask("create table control.status as select 7 as kept");
        try (WarehouseSink shown = shown(new ProgressView("control.Status", "b:9092", "orders"))) {
            shown.claim(Set.of(0));
            shown.write(decode(0, "{\"a\":1}"));
        }

        assertThat(ask("select kept from control.status")).isEqualTo("7");
        assertThat(ask("select waterlevel from control.status_weir")).isEqualTo("0");
    }

    private WarehouseSink shown(ProgressView view) throws SQLException {
        return new WarehouseSink(
                warehouse, Owner.of("orders"), "shop.orders", new AppendedRows(), Optional.of(view), Spans.OFF);
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            try (ResultSet rows = statement.getResultSet()) {
                return rows != null && rows.next() ? rows.getString(1) : "";
            }
        }
    }

    @Test
    void aStaleOwnerChangesNothing() throws SQLException {
        sink.claim(Set.of(0));
        DecodedBatch batch = decode(0, "{\"a\":1}", "oops");
        try (WarehouseSink successor = sink()) {
            assertThat(successor.claim(Set.of(0)).get(0).epoch()).isEqualTo(2);
        }

        assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(StaleOwnerException.class);

        assertThat(count("weir.dead_letter")).isZero();
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(2, -1, 0, 0, 0, 0, 0));
        assertThat(sink.columns().fields()).isEmpty();
    }

    @Test
    void anOwnerThatLosesThePartitionInMidTransactionChangesNothing() throws SQLException {
        sink.claim(Set.of(0));
        Transaction transaction = new Transaction(connection, "orders");
        try (WarehouseSink successor = sink();
                PreparedStatement advance = connection.prepareStatement(Watermarks.ADVANCE)) {
            assertThatThrownBy(() -> transaction.run(() -> {
                        Watermark before = new Watermarks(connection, Owner.of("orders"))
                                .all()
                                .get(0);
                        successor.claim(Set.of(0));
                        Watermarks.advance(advance, "orders", 0, before, new Watermark(1, 9, 10, 0, 0, 100, 1));
                        return before;
                    }))
                    .isInstanceOf(StaleOwnerException.class);

            assertThat(successor.watermarks()).containsEntry(0, new Watermark(2, -1, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void nobodyTakesAPartitionWhoseOwnerIsAboutToCommit() throws SQLException {
        sink.claim(Set.of(0));
        Watermark before = sink.watermarks().get(0);
        Watermark after = new Watermark(1, 9, 10, 0, 0, 100, 1);
        try (WarehouseSink successor = sink();
                PreparedStatement advance = connection.prepareStatement(Watermarks.ADVANCE)) {
            connection.setAutoCommit(false);
            Watermarks.advance(advance, "orders", 0, before, after);

            assertThatThrownBy(() -> successor.claim(Set.of(0))).isInstanceOf(StaleOwnerException.class);

            connection.commit();
            connection.setAutoCommit(true);
            assertThat(successor.claim(Set.of(0))).containsEntry(0, new Watermark(2, 9, 10, 0, 0, 100, 1));
        }
    }

    @Test
    void anotherReadingBeginsWithNothingAndEndsTheOneBefore() throws SQLException {
        sink.claim(Set.of(0, 1));
        sink.write(decode(0, "{\"a\":1}", "oops"));
        DecodedBatch late = decode(2, "{\"a\":2}");
        Generations generations = new Generations(0, Map.of(0, 7L));
        try (WarehouseSink again = sink(generations)) {
            assertThat(again.watermarks()).containsOnlyKeys(1);
            assertThat(again.claim(Set.of(0, 1)))
                    .containsEntry(0, new Watermark(2, -1, 0, 0, 0, 0, 0))
                    .containsEntry(1, new Watermark(2, -1, 0, 0, 0, 0, 0));

            assertThatThrownBy(() -> sink.write(late)).isInstanceOf(StaleOwnerException.class);
            assertThatThrownBy(() -> sink.claim(Set.of(0)))
                    .isInstanceOf(StaleOwnerException.class)
                    .hasMessageContaining("partition 0 of pipeline orders was reset");
            assertThatThrownBy(() -> sink.write(late)).isInstanceOf(StaleOwnerException.class);
            again.write(decode(0, "{\"a\":1}", "oops"));
            assertThat(again.watermarks()).containsEntry(0, new Watermark(2, 1, 1, 1, 0, 11, 1));
            assertThat(sink.watermarks()).containsOnlyKeys(1);
        }
        try (WarehouseSink successor = sink(generations)) {
            assertThat(successor.claim(Set.of(0))).containsEntry(0, new Watermark(3, 1, 1, 1, 0, 11, 1));
        }
        assertThat(count("shop.orders")).isEqualTo(2);
        assertThat(lettersByOnes()).hasSize(2).allMatch(letter -> letter.sequence() == 1);
    }

    /** One page after the other, each of one letter. */
    private List<DeadLetter> lettersByOnes() throws SQLException {
        List<DeadLetter> all = new ArrayList<>();
        try (Connection asking = warehouse.connect()) {
            String after = null;
            do {
                Page<DeadLetter> page = StoredDeadLetters.list(asking, "orders", new PageRequest(1, after));
                all.addAll(page.items());
                after = page.nextPageToken() == null ? null : DeadLetters.position(all.get(all.size() - 1));
            } while (after != null);
        }
        return all;
    }

    private WarehouseSink sink(Generations generations) throws SQLException {
        return new WarehouseSink(warehouse, new Owner("orders", generations), "shop.orders", new AppendedRows());
    }

    @Test
    void aBatchThatIsWrittenTwiceIsThereOnce() throws SQLException {
        sink.claim(Set.of(0));
        DecodedBatch batch = decode(0, "{\"a\":1}");
        sink.write(batch);

        // What a worker that did not hear of its commit would do, had it not read the watermark.
        try (WarehouseSink again = sink()) {
            again.claim(Set.of(0));
            assertThat(again.owned().get(0).sequence()).isZero();
        }
        assertThat(count("shop.orders")).isEqualTo(1);
    }

    @Test
    void aBatchThatIsExpectedToBeWholeIsReadWhenItIsWritten() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        sink.write(expect(1, "{\"a\":2}", "{}", "{\"a\":null}"));

        assertThat(count("shop.orders")).isEqualTo(4);
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(1, 3, 4, 0, 0, 26, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.5}", "{\"b\":1}", "{\"a\":", "{\"a\":3}\n{\"a\":4}"})
    void aBatchThatIsNotAsExpectedChangesNothing(String payload) throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        DecodedBatch batch = expect(1, "{\"a\":2}", payload, "{\"a\":5}");

        assertThatThrownBy(() -> sink.write(batch))
                .isInstanceOfSatisfying(SQLException.class, failed -> assertThat(Decoder.disappoints(failed))
                        .isTrue());

        assertThat(count("shop.orders")).isEqualTo(1);
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(1, 0, 1, 0, 0, 7, 1));
        assertThat(sink.owned()).isEqualTo(sink.watermarks());
    }

    @Test
    void theFirstRecordsOfANewTableTellWhatIsExpectedOfAll() throws SQLException {
        sink.claim(Set.of(0));
        DecodedBatch first = expect(0, "{\"a\":1,\"b\":\"x\"}", "{}");
        sink.write(first);
        decoder.confirm(first);
        sink.write(expect(2, "{\"b\":\"y\"}"));

        assertThat(count("shop.orders")).isEqualTo(3);
        assertThat(sink.columns().sql()).isEqualTo("STRUCT(\"a\" BIGINT, \"b\" VARCHAR)");
    }

    @Test
    void whatTheFirstRecordsSuggestIsForgottenIfTheOthersAreNotSo() throws SQLException {
        sink.claim(Set.of(0));
        String[] payloads = new String[3_000];
        Arrays.fill(payloads, "{\"a\":1}");
        payloads[2_999] = "{\"a\":\"text\"}";
        DecodedBatch narrow = expect(0, payloads);
        assertThatThrownBy(() -> sink.write(narrow))
                .isInstanceOfSatisfying(SQLException.class, failed -> assertThat(Decoder.disappoints(failed))
                        .isTrue());
        assertThat(sink.columns().fields()).isEmpty();

        sink.write(decode(0, payloads));

        assertThat(count("shop.orders")).isEqualTo(3_000);
        assertThat(sink.columns().sql()).isEqualTo("STRUCT(\"a\" VARCHAR)");
    }

    @Test
    void nothingIsExpectedOfABatchWithARecordThatIsNoObjectOrThatTellsNoColumns() throws SQLException {
        assertThat(decoder.expect(StagedRecords.of(folder, 0, 0, "{}"))).isEmpty();
        assertThat(decoder.expect(StagedRecords.of(folder, 0, 0, "{\"a\":null}")))
                .isEmpty();
        assertThat(decoder.expect(StagedRecords.of(folder, 0, 0, "{\"a\":"))).isEmpty();
        decode(0, "{\"a\":1}");
        assertThat(decoder.expect(StagedRecords.of(folder, 0, 1, "[1]"))).isEmpty();
        assertThat(decoder.expect(StagedRecords.of(folder, 0, 1, (String) null)))
                .isEmpty();
    }

    @Test
    void nestedColumnsGrowWhereTheyAre() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"s\":{\"x\":1},\"l\":[{\"y\":1}]}"));
        sink.write(decode(1, "{\"s\":{\"x\":2,\"z\":\"new\"},\"l\":[{\"y\":2,\"w\":true}]}"));

        assertThat(text(
                        "select string_agg(s.x || coalesce(s.z, '-') || coalesce(l[1].w::varchar, '-'), ' ' order by s.x)"
                                + " from shop.orders"))
                .isEqualTo("1-- 2newtrue");
    }

    @Test
    void whatIsCommittedOutlivesTheProcess() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        close();
        open();

        assertThat(sink.claim(Set.of(0))).containsEntry(0, new Watermark(2, 0, 1, 0, 0, 7, 1));
        assertThat(count("shop.orders")).isEqualTo(1);
    }

    private DecodedBatch expect(long firstSequence, String... payloads) throws SQLException {
        return decoder.expect(StagedRecords.of(folder, 0, firstSequence, payloads))
                .orElseThrow();
    }

    @Test
    void aStatementThatStallsIsEndedAndItsBatchIsWrittenOnceByWhoComesNext() throws SQLException {
        WarehouseLimits hasty = new WarehouseLimits("256MB", 2, "16MB", Duration.ofSeconds(1));
        sink.claim(Set.of(0));
        DecodedBatch batch = decode(0, "{\"a\":1}");
        String endless = "(select sum(x.range * y.range)::bigint as a from range(100000000) x, range(100000000) y)";

        try (Warehouse same = Warehouse.open(folder.resolve("w.duckdb"), hasty);
                Connection impatient = same.connect()) {
            DecodedBatch stalling = new DecodedBatch(
                    impatient, batch.staged(), batch.columns(), endless, new BatchCounts(1, Map.of(), Map.of()));
            assertThatThrownBy(() -> sink.write(stalling))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("INTERRUPT Error");
        }
        assertThat(sink.watermarks().get(0).sequence()).isEqualTo(Watermark.NONE);

        sink.write(batch);

        assertThat(text("select count(*) || ' ' || sum(a) from shop.orders")).isEqualTo("1 1");
        assertThat(sink.watermarks().get(0).sequence()).isZero();
    }

    @Test
    void aTableThatIsAlteredInMidBatchHasTheBatchOnceOrNotAtAllAndThenOnce() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        DecodedBatch batch = decode(1, "{\"a\":2}", "{\"a\":3,\"b\":true}");
        StreamState altering = begun -> {
            QueriedRows.of(begun, "select count(*) from shop.orders");
            try (Connection other = warehouse.connect();
                    Statement statement = other.createStatement()) {
                statement.execute("alter table shop.orders add column made_by varchar");
            }
        };
        DecodedBatch altered = batch.remembering(altering);

        assertThatThrownBy(() -> sink.write(altered)).hasMessageContaining("conflict on alter");
        assertThat(sink.watermarks().get(0).sequence()).isZero();
        assertThat(count("shop.orders")).isEqualTo(1);

        sink.write(decode(1, "{\"a\":2}", "{\"a\":3,\"b\":true}"));
        assertThat(sink.watermarks().get(0).sequence()).isEqualTo(2);
        assertThat(
                        text(
                                "select count(*) || ' ' || sum(a) || ' ' || count(b) || ' ' || count(made_by) from shop.orders"))
                .isEqualTo("3 6 1 0");
    }

    @Test
    void aKeyWithinAnObjectThatSomebodyAddedMeanwhileKeepsItsValues() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"place\":{\"x\":1}}"));
        ask("alter table shop.orders alter column place set data type struct(x bigint, name varchar)");
        ask("insert into shop.orders values ({x: 2, name: 'here'})");

        sink.write(decode(1, "{\"place\":{\"x\":3}}"));
        sink.write(decode(2, "{\"place\":{\"x\":4,\"y\":5}}"));

        assertThat(QueriedRows.of(connection, "select place.x, place.name, place.y from shop.orders order by place.x"))
                .containsExactly("1|null|null", "2|here|null", "3|null|null", "4|null|5");
    }

    private DecodedBatch decode(long firstSequence, String... payloads) throws SQLException {
        return decoder.decode(StagedRecords.of(folder, 0, firstSequence, payloads));
    }

    private long count(String table) throws SQLException {
        return Long.parseLong(text("select count(*) from " + table));
    }

    private String text(String sql) throws SQLException {
        try (Connection asking = warehouse.connect();
                Statement statement = asking.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
