package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.TableTakenException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that a transaction has which is not of this process, as far as those who want it know. */
class MergingTurnsTest {

    @TempDir
    Path folder;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger attempts = new AtomicInteger();
    private Warehouse warehouse;
    private Connection elsewhere;
    private Connection here;

    @BeforeEach
    void takeTheTable() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), new WarehouseLimits("256MB", 1, "16MB"));
        here = warehouse.connect();
        elsewhere = warehouse.connect();
        new Transaction(elsewhere, "before").run(() -> claim(elsewhere));
        elsewhere.setAutoCommit(false);
        claim(elsewhere);
    }

    @AfterEach
    void close() throws SQLException {
        thread.shutdownNow();
        here.close();
        elsewhere.close();
        warehouse.close();
    }

    private static int claim(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            MergingTurns.claim(statement, "people");
            return 1;
        }
    }

    private int claimSpelled(String table) throws SQLException {
        try (Statement statement = here.createStatement()) {
            MergingTurns.claim(statement, table);
            return 1;
        }
    }

    private int write(Duration patience) throws SQLException {
        return new MergingTurns(patience).alone(new TreeSet<>(List.of("people")), () -> {
            attempts.incrementAndGet();
            return new Transaction(here, "here").run(() -> claim(here));
        });
    }

    @Test
    void whoIsRefusedComesAgainUntilTheTableIsFree() throws Exception {
        Future<Integer> writing = thread.submit(() -> write(Duration.ofMinutes(1)));
        await().until(() -> attempts.get() > 1);
        elsewhere.commit();

        assertThat(writing.get()).isEqualTo(1);
    }

    @Test
    void whoHasNoPatienceIsRefusedAtOnce() throws Exception {
        assertThatThrownBy(() -> write(Duration.ZERO)).isInstanceOf(TableTakenException.class);

        elsewhere.rollback();
        assertThat(write(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void thePatienceOfWhoComesAgainIsUsedUpByItsWaitWithinTheProcess() throws Exception {
        MergingTurns turns = new MergingTurns(Duration.ofMillis(50));
        SortedSet<String> tables = new TreeSet<>(List.of("main.people"));
        AtomicInteger tried = new AtomicInteger();
        FutureTask<Integer> waiting = new FutureTask<>(() -> turns.alone(tables, () -> {
            tried.incrementAndGet();
            throw new TableTakenException("people");
        }));
        Thread waiter = new Thread(waiting);
        turns.alone(tables, () -> {
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.WAITING);
            long waits = System.nanoTime();
            await().until(() -> System.nanoTime() - waits > turns.patience().toNanos());
            return 1;
        });

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(TableTakenException.class);
        assertThat(tried).hasValue(1);
    }

    @Test
    void whoWaitsWithinTheProcessCanBeInterrupted() throws Exception {
        MergingTurns turns = new MergingTurns(Duration.ZERO);
        SortedSet<String> tables = new TreeSet<>(List.of("main.people"));
        FutureTask<Integer> waiting = new FutureTask<>(() -> turns.alone(tables, () -> 1));
        Thread waiter = new Thread(waiting);
        turns.alone(tables, () -> {
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.WAITING);
            waiter.interrupt();
            assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(TableTakenException.class);
            return 1;
        });
    }

    @Test
    void whoComesAgainGivesUpBeforeAStopDoes() {
        Duration stop = Duration.ofMinutes(1);

        assertThat(MergingTurns.amongProcesses(Duration.ofMinutes(5)).patience())
                .isLessThanOrEqualTo(stop.dividedBy(2));
        assertThat(MergingTurns.amongProcesses(Duration.ofSeconds(3)).patience())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aTableIsTakenHoweverItIsSpelled() throws Exception {
        for (String table : List.of("main.people", "People", "MAIN.PEOPLE")) {
            assertThatThrownBy(() -> new Transaction(here, "here").run(() -> claimSpelled(table)))
                    .isInstanceOf(TableTakenException.class);
        }

        assertThat(new Transaction(here, "here").run(() -> claimSpelled("sales.people")))
                .isEqualTo(1);
    }

    @Test
    void versionsAreKeptFromWhoKnowsOnlyTheNameAsItIsSpelled() throws Exception {
        String before = "update weir.history set batches = batches + 1 where \"table\" = 'History'";
        try (Statement other = elsewhere.createStatement()) {
            other.execute("insert into weir.history values ('History', 0)");
            elsewhere.commit();
            other.execute(before);
            assertThatThrownBy(() -> new Transaction(here, "here").run(this::claimHistory))
                    .isInstanceOf(TableTakenException.class);
            elsewhere.rollback();

            here.setAutoCommit(false);
            claimHistory();
            assertThatThrownBy(() -> other.execute(before)).hasMessageContaining("Conflict on");
        }
    }

    private int claimHistory() throws SQLException {
        try (Statement statement = here.createStatement()) {
            MergingTurns.claimAsBefore(statement, "History");
            return 1;
        }
    }

    @Test
    void whoBeganBeforeATableWasTakenForTheFirstTimeComesAgain() throws Exception {
        here.setAutoCommit(false);
        try (Statement statement = here.createStatement()) {
            statement.execute("create temp table seen as from weir.history");
        }
        elsewhere.rollback();
        new Transaction(elsewhere, "elsewhere").run(() -> {
            try (Statement statement = elsewhere.createStatement()) {
                MergingTurns.claim(statement, "orders");
                return 1;
            }
        });

        assertThatThrownBy(() -> claimSpelled("orders")).isInstanceOf(TableTakenException.class);
        here.rollback();
    }

    @Test
    void whoTakesATableForTheFirstTimeTogetherWithAnotherIsRefusedWhereItCanComeAgain() throws Exception {
        MergedRows rows = new MergedRows("merged", List.of("id"), null, null);
        elsewhere.rollback();
        try (WarehouseSink sink = new WarehouseSink(warehouse, Owner.of("merged"), "orders", rows)) {
            sink.claim(Set.of(0));
        }
        try (Statement statement = elsewhere.createStatement()) {
            MergingTurns.claim(statement, "orders");
        }

        assertThatThrownBy(() -> new Transaction(here, "here").run(() -> claimSpelled("orders")))
                .isInstanceOf(TableTakenException.class);
    }

    @Test
    void whoFindsThatAnotherMadeTheRowOfATableGoesOn() throws Exception {
        SortedSet<String> tables = new TreeSet<>(List.of("main.orders"));
        elsewhere.rollback();
        here.setAutoCommit(false);
        try (Statement statement = here.createStatement()) {
            statement.execute("create temp table seen as from weir.history");
        }
        elsewhere.setAutoCommit(true);
        MergingTurns.register(elsewhere, tables);

        MergingTurns.register(here, tables);
        here.rollback();
    }
}
