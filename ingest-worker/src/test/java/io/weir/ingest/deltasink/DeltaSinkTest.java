package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.InMemoryDuckDb;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(InMemoryDuckDb.class)
class DeltaSinkTest {

    @TempDir
    Path folder;

    private MemoryDeltaTables tables;
    private Connection connection;
    private DeltaSink sink;
    private Decoder decoder;

    @BeforeEach
    void open(Connection connection) throws SQLException {
        tables = new MemoryDeltaTables(folder);
        this.connection = connection;
        sink = sink();
        decoder = new Decoder(
                connection,
                Decoding.of(JsonFormat.INFERRED),
                sink.columns(),
                folder.resolve("p.json"),
                folder.resolve("a.json"));
    }

    private DeltaSink sink() {
        return sink(Generations.FIRST);
    }

    private DeltaSink sink(Generations generations) {
        return DeltaSink.alone(tables, "events", TableLayout.NONE, new Owner("orders", generations), null);
    }

    @Test
    void rowsLettersAndWatermarksAreCommitted() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1,\"t\":\"x\"}", "oops", "{\"a\":-5,\"s\":{\"x y\":2.5}}"));

        assertThat(text("events", "count(*) || ' ' || sum(a) || ' ' || max(s.x_y)"))
                .isEqualTo("2 -4 2.5");
        assertThat(text("events_dead_letter", "sequence || ' ' || decode(payload) || ' ' || reason"))
                .isEqualTo("1 oops is not JSON");
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(0, 2, 2, 1, 0, 43, 1));
        // Which of two new columns is the first is left to the threads that find them.
        assertThat(tables.statistics("events"))
                .singleElement()
                .extracting(statistics -> JsonMapper.shared().readTree(statistics))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"numRecords": 2, "minValues": {"a": -5, "t": "x", "s": {"x_y": 2.5}},
                         "maxValues": {"a": 1, "t": "x", "s": {"x_y": 2.5}},
                         "nullCount": {"a": 0, "t": 1, "s": {"x_y": 1}}}"""));
    }

    @Test
    void newKeysChangeTheSchemaInTheSameCommit() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        sink.write(decode(1, "{\"a\":2,\"Airport Name\":\"LAX\",\"l\":[{\"y\":1}]}"));

        assertThat(sink.columns().sql())
                .isEqualTo("STRUCT(\"a\" BIGINT, \"Airport Name\" VARCHAR, \"l\" STRUCT(\"y\" BIGINT)[])");
        assertThat(text("events", "max(Airport_Name) || max(l[1].y)")).isEqualTo("LAX1");
    }

    @Test
    void aRepeatedCommitAfterALostReplyHappensOnce() throws SQLException {
        sink.claim(Set.of(0));
        tables.interfere((table, when) -> {
            if (when == MemoryDeltaTables.When.AFTER) {
                throw new DeltaException("the reply was lost", new IllegalStateException());
            }
        });
        DecodedBatch batch = decode(0, "{\"a\":1}");
        assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(DeltaException.class);
        tables.interfere((table, when) -> {});

        assertThat(sink().claim(Set.of(0)).get(0).sequence()).isZero();
        sink.write(batch);

        assertThat(text("events", "count(*)")).isEqualTo("1");
    }

    @Test
    void aStaleOwnerCommitsNothingAndLeavesNoFile() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        DeltaSink successor = sink();
        successor.claim(Set.of(0));
        DecodedBatch stale = decode(1, "{\"a\":2}");
        successor.write(stale);
        DecodedBatch longer = decode(1, "{\"a\":2}", "{\"a\":3}");

        assertThatThrownBy(() -> sink.write(longer)).isInstanceOf(StaleOwnerException.class);

        assertThat(text("events", "count(*)")).isEqualTo("2");
        assertThat(folder.resolve("events").toFile().list()).hasSize(2);
    }

    @Test
    void anotherReadingBeginsWithNothingAndEndsTheOneBefore() throws SQLException {
        sink.claim(Set.of(0, 1));
        sink.write(decode(0, "{\"a\":1}", "oops"));
        DecodedBatch late = decode(2, "{\"a\":2}", "late");
        Generations generations = new Generations(7, Map.of(1, 0L));
        DeltaSink again = sink(generations);
        assertThat(again.watermarks()).isEmpty();
        assertThat(again.claim(Set.of(0, 1))).isEqualTo(Map.of(0, Watermark.START, 1, Watermark.START));

        assertThatThrownBy(() -> sink.write(late)).isInstanceOf(StaleOwnerException.class);
        assertThatThrownBy(() -> sink().claim(Set.of(0)))
                .isInstanceOf(StaleOwnerException.class)
                .hasMessageContaining("partition 0 of pipeline orders was reset");
        again.write(decode(0, "{\"a\":1}", "oops"));

        Watermark written = new Watermark(0, 1, 1, 1, 0, 11, 1);
        assertThat(sink(generations).claim(Set.of(0, 1))).isEqualTo(Map.of(0, written, 1, Watermark.START));
        assertThat(text("events", "count(*)")).isEqualTo("2");
        assertThat(text("events_dead_letter", "string_agg(decode(payload), ' ')"))
                .isEqualTo("oops oops");
        assertThat(folder.resolve("events").toFile().list()).hasSize(2);
    }

    /** A table is made by its first rows; before them, nothing can say which reading may write. */
    @Test
    void whereThereIsNoTableYetTheFirstWhoWritesIsAlone() throws SQLException {
        sink.claim(Set.of(0));
        DeltaSink again = sink(new Generations(7, Map.of()));
        again.claim(Set.of(0));
        again.write(decode(0, "{\"a\":1}"));
        DecodedBatch batch = decode(0, "{\"a\":2}");
        assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(StaleOwnerException.class);

        DeltaSink overtaken = sink(new Generations(8, Map.of()));
        overtaken.claim(Set.of(0));
        assertThatThrownBy(() -> again.write(batch)).isInstanceOf(StaleOwnerException.class);
        overtaken.write(batch);

        assertThat(text("events", "string_agg(a, ' ' order by a)")).isEqualTo("1 2");
    }

    @Test
    void aReadingWhoseBeginningIsNotConfirmedBeginsOnce() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        DeltaSink again = sink(new Generations(7, Map.of()));
        for (MemoryDeltaTables.When boundary : MemoryDeltaTables.When.values()) {
            tables.interfere((table, when) -> {
                if (when == boundary) {
                    throw new DeltaException("away", new IllegalStateException());
                }
            });
            assertThatThrownBy(() -> again.claim(Set.of(0))).isInstanceOf(DeltaException.class);
        }
        tables.interfere((table, when) -> {});

        assertThat(again.claim(Set.of(0))).isEqualTo(Map.of(0, Watermark.START));
        again.write(decode(0, "{\"a\":1}"));
        assertThat(text("events", "count(*)")).isEqualTo("2");
    }

    @Test
    void lettersOfABatchThatComesAgainAreNotDoubled() throws SQLException {
        sink.claim(Set.of(0));
        tables.interfere((table, when) -> {
            if (table.equals("events") && when == MemoryDeltaTables.When.BEFORE) {
                throw new DeltaException("away", new IllegalStateException());
            }
        });
        assertThatThrownBy(() -> sink.write(decode(0, "{\"a\":1}", "bad"))).isInstanceOf(DeltaException.class);
        tables.interfere((table, when) -> {});
        DeltaSink next = sink();
        next.claim(Set.of(0));

        next.write(decode(0, "{\"a\":1}", "bad", "{\"a\":2}", "worse"));

        assertThat(text("events", "count(*)")).isEqualTo("2");
        assertThat(text("events_dead_letter", "string_agg(decode(payload), ' ' order by sequence)"))
                .isEqualTo("bad worse");
        assertThat(next.watermarks()).containsEntry(0, new Watermark(0, 3, 2, 2, 0, 22, 1));
    }

    /** As where somebody changes the pipeline after a batch that could not be written. */
    @Test
    void aRecordThatIsDecidedOtherwiseWhenItComesAgainIsOneThingOnly() throws SQLException {
        sink.claim(Set.of(0));
        tables.interfere((table, when) -> {
            if (table.equals("events") && when == MemoryDeltaTables.When.BEFORE) {
                throw new DeltaException("away", new IllegalStateException());
            }
        });
        assertThatThrownBy(() -> sink.write(decode(0, "{\"a\":1}", "bad"))).isInstanceOf(DeltaException.class);
        tables.interfere((table, when) -> {});
        DeltaSink next = sink();
        next.claim(Set.of(0));

        next.write(decode(0, "bad now", "{\"a\":2}"));

        assertThat(text("events", "string_agg(a, ' ')")).isEqualTo("2");
        assertThat(text("events_dead_letter", "string_agg(sequence || ' ' || decode(payload), ', ')"))
                .isEqualTo("0 bad now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.5}", "{\"b\":1}", "{\"a\":3}\n{\"a\":4}"})
    void aBatchThatIsNotAsExpectedCommitsNothingAndLeavesNoFile(String payload) throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"a\":1}"));
        sink.write(expect(1, "{\"a\":2}"));
        DecodedBatch batch = expect(2, "{\"a\":3}", payload);

        assertThatThrownBy(() -> sink.write(batch))
                .isInstanceOfSatisfying(SQLException.class, failed -> assertThat(Decoder.disappoints(failed))
                        .isTrue());

        assertThat(text("events", "count(*)")).isEqualTo("2");
        assertThat(folder.resolve("events").toFile().list()).hasSize(2);
        assertThat(sink.watermarks()).containsEntry(0, new Watermark(0, 1, 2, 0, 0, 14, 2));
    }

    /** A file of several row groups, each with bounds of its own; the second batch lacks a column of the order. */
    @Test
    void rowsOfEachFileAreInTheOrderThatIsAskedFor() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // As warehouses have it: what has no order of its own may be written in any.
            statement.execute("set global preserve_insertion_order = false");
        }
        ClusteringOrder order = new ClusteringOrder(List.of("the key", "a"));
        TableLayout layout = new TableLayout(order, List.of());
        DeltaSink sorted = DeltaSink.alone(tables, "sorted", layout, new Owner("orders", Generations.FIRST), null);
        sorted.claim(Set.of(0));
        int count = 250_000;
        sorted.write(decode(
                0,
                IntStream.range(0, count)
                        .mapToObj(index -> "{\"the key\":" + (index * 7919L % count / 10) + ",\"the_key\":" + index
                                + ",\"a\":" + -index + "}")
                        .toArray(String[]::new)));
        String first = tables.files("sorted").get(0).toString();
        sorted.write(decode(count, "{\"a\":9}", "{\"a\":-3}", "{}"));

        assertThat(text("sorted", "count(*) || ' ' || count(distinct the_key_) || ' ' || sum(a)"))
                .isEqualTo("250003 250000 " + (6 - count * (count - 1L) / 2));
        assertThat(rows("select count(*) from (select the_key, a, lag(the_key) over (order by file_row_number) as k,"
                        + " lag(a) over (order by file_row_number) as b from read_parquet(" + Sql.text(first)
                        + ", file_row_number = true)) where k > the_key or (k = the_key and b > a)"))
                .containsExactly("0");
        assertThat(rows(
                        "select stats_min_value::bigint > lag(stats_max_value::bigint, 1, -1) over (order by row_group_id)"
                                + " or stats_min_value = lag(stats_max_value) over (order by row_group_id)"
                                + " from parquet_metadata(" + Sql.text(first) + ") where path_in_schema = 'the_key'"))
                .hasSizeGreaterThan(1)
                .containsOnly("true");
        assertThat(rows("select a from read_parquet("
                        + Sql.text(tables.files("sorted").get(1).toString())
                        + ", file_row_number = true) order by file_row_number"))
                .containsExactly("-3", "9", null);
    }

    private List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void longTextsAreCutWithoutLyingAboutTheirBounds() throws SQLException {
        sink.claim(Set.of(0));
        sink.write(decode(0, "{\"t\":\"" + "z".repeat(50) + "\"}"));

        assertThat(tables.statistics("events").get(0))
                .contains("\"minValues\":{\"t\":\"" + "z".repeat(32) + "\"}")
                .contains("\"maxValues\":{\"t\":\"" + "z".repeat(32) + "\udbff\udfff\"}");
    }

    private DecodedBatch expect(long firstSequence, String... payloads) throws SQLException {
        return decoder.expect(StagedRecords.of(folder, 0, firstSequence, payloads))
                .orElseThrow();
    }

    private DecodedBatch decode(long firstSequence, String... payloads) throws SQLException {
        return decoder.decode(StagedRecords.of(folder, 0, firstSequence, payloads));
    }

    private String text(String table, String expression) throws SQLException {
        String files = tables.files(table).stream()
                .map(file -> Sql.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select " + expression + " from read_parquet(" + files + ", union_by_name = true)")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
