package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.warehouse.Histories.Event;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRowsTest {

    @TempDir
    Path folder;

    private Histories histories;

    @BeforeEach
    void open() throws SQLException {
        histories = new Histories(folder);
    }

    @AfterEach
    void close() throws SQLException {
        histories.close();
    }

    private static Event event(long at, String value) {
        return new Event(1, "north", at, value);
    }

    @Test
    void eachEventIsAVersionUntilTheNextOne() throws SQLException {
        histories.write(event(10, "a"), event(20, "b"), new Event(1, "south", 15, "other"));
        histories.write(event(30, "c"));

        assertThat(histories.versions())
                .containsExactly("1|north|a|10|20", "1|north|b|20|30", "1|north|c|30|null", "1|south|other|15|null");
        assertThat(histories.sink.watermarks().get(0).written()).isEqualTo(4);
        assertThat(histories.sink.columns().fields()).doesNotContainKeys("__start_at", "__end_at");
    }

    @Test
    void aLateEventSplitsTheVersionThatHeldThen() throws SQLException {
        histories.write(event(10, "a"), event(30, "c"));
        histories.write(event(20, "b"));
        histories.write(event(5, "first"));

        assertThat(histories.versions())
                .containsExactly("1|north|first|5|10", "1|north|a|10|20", "1|north|b|20|30", "1|north|c|30|null");
    }

    @Test
    void aDeletionEndsWhatHeldAndStaysKnown() throws SQLException {
        histories.write(event(20, null));
        histories.write(event(10, "a"), event(40, null), event(30, null), event(50, "new"));
        assertThat(histories.versions()).containsExactly("1|north|a|10|20", "1|north|new|50|null");

        histories.write(event(35, "between"), event(25, "again"));

        assertThat(histories.versions())
                .containsExactly(
                        "1|north|a|10|20", "1|north|again|25|30", "1|north|between|35|40", "1|north|new|50|null");
    }

    @Test
    void ofEventsOfTheSameSequenceTheOneReadLastIsThere() throws SQLException {
        histories.write(event(10, "a"), event(10, "b"), event(20, "c"));
        histories.write(event(20, null));
        assertThat(histories.versions()).containsExactly("1|north|b|10|20");

        histories.write(event(10, null), event(20, "d"));

        assertThat(histories.versions()).containsExactly("1|north|d|20|null");
    }

    @Test
    void whatARecordMayNotHaveMakesALetterOfIt() throws SQLException {
        histories.write(
                event(10, "a").json(),
                "{\"id\":1,\"region\":\"north\",\"at\":11,\"gone\":false,\"v\":\"x\",\"__END_AT\":7}",
                "{\"id\":1,\"region\":\"north\",\"gone\":false,\"v\":\"x\"}",
                "{\"id\":2,\"region\":\"north\",\"at\":1,\"v\":\"b\",\"__start_at\":7}");

        assertThat(QueriedRows.of(histories.connection, "select sequence, reason from weir.dead_letter order by 1"))
                .containsExactly(
                        "1|$ has the key \"__END_AT\", which the pipeline writes itself",
                        "2|$.\"at\" is null, and rows are told apart by it",
                        "3|$ has the key \"__start_at\", which the pipeline writes itself");
        assertThat(histories.versions()).containsExactly("1|north|a|10|null");
    }

    @Test
    void newColumnsComeAsWithOtherModes() throws SQLException {
        histories.write(event(10, "a"));
        histories.write("{\"id\":1,\"region\":\"north\",\"at\":20,\"v\":\"b\",\"more\":{\"x\":1}}");

        assertThat(QueriedRows.of(histories.connection, "select v, more.x, __end_at from shop.orders order by v"))
                .containsExactly("a|null|20", "b|1|null");
    }

    @Test
    void aTableOfOtherRowsIsLeftAlone() throws SQLException {
        run("create schema shop", "create table shop.orders as select 1 as id, 'north' as region");

        assertThatThrownBy(() -> histories.write(event(10, "a")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("__start_at");
        assertThat(QueriedRows.of(histories.connection, "select * from shop.orders"))
                .containsExactly("1|north");
    }

    @Test
    void anOverlappingWriterChangesNothing() throws SQLException {
        histories.write(event(10, "a"));
        try (Connection other = histories.warehouse.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update weir.history set batches = batches + 1");

            assertThatThrownBy(() -> histories.write(event(20, "b"))).isInstanceOf(StaleOwnerException.class);
            other.rollback();
        }
        assertThat(histories.versions()).containsExactly("1|north|a|10|null");

        histories.write(event(20, "b"));
        assertThat(histories.versions()).containsExactly("1|north|a|10|20", "1|north|b|20|null");
        try (WarehouseSink successor = new WarehouseSink(histories.warehouse, "orders", "shop.orders")) {
            successor.claim(Set.of(0));
        }

        assertThatThrownBy(() -> histories.write(event(20, null), event(15, "late")))
                .isInstanceOf(StaleOwnerException.class);

        assertThat(histories.versions()).containsExactly("1|north|a|10|20", "1|north|b|20|null");
        assertThat(QueriedRows.of(
                        histories.connection, "select count(*) from weir.\"deletions/shop.orders/id/region/at\""))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverOrderEventsAndBatchesComeInTheResultIsThatOfOnePass(long seed) throws SQLException {
        Random random = new Random(seed);
        List<Event> events = Histories.random(random, 120);
        List<Event> read = new ArrayList<>();

        while (read.size() < events.size()) {
            int most = Math.min(events.size(), read.size() + 1 + random.nextInt(40));
            List<Event> batch = events.subList(read.size(), most);
            histories.write(batch.toArray(Event[]::new));
            read.addAll(batch);
            assertThat(histories.versions()).isEqualTo(Histories.model(read));
        }
        histories.write(events.subList(0, events.size() / 2).toArray(Event[]::new));

        assertThat(histories.versions()).as("events that are read again").isEqualTo(Histories.model(events));
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = histories.connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
