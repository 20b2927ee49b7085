package io.weir.ingest.pool.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.IngestDatabase;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolSettings;
import io.weir.ingest.pool.PoolSize;
import io.weir.ingest.pool.PoolState;
import io.weir.ingest.pool.Suspension;
import io.weir.ingest.pool.Units;
import io.weir.test.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Who has a unit, in a real database. */
class UnitsTest {

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static TransactionTemplate transactions;
    private static JdbcComputePools pools;

    @BeforeAll
    static void migrate() {
        database = IngestDatabase.migrated();
        jdbc = JdbcClient.create(database.dataSource());
        transactions = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        pools = new JdbcComputePools(jdbc, JsonMapper.shared());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void empty() {
        jdbc.sql("delete from pipeline").update();
        jdbc.sql("delete from compute_pool where name <> 'default'").update();
    }

    private static Units units(int most, String... served) {
        return new JdbcUnits(jdbc, new PoolSettings(Set.of(served), most), transactions);
    }

    private static void pool(String name, int least, int most) {
        assertThat(pools.add(name, new PoolDefinition(PoolSize.SMALL, least, most, 0, Map.of()), "user:ann"))
                .isTrue();
    }

    /** Each was asked for a second after the one before. */
    private static void ask(String pool, String... names) {
        for (String name : names) {
            jdbc.sql("insert into pipeline (name, definition, state, run_id, started_at)"
                            + " select :name, jsonb_build_object('pool', :pool::text), 'RUNNING', gen_random_uuid(),"
                            + " now() + make_interval(secs => count(*)) from pipeline")
                    .param("name", name)
                    .param("pool", pool)
                    .update();
        }
    }

    private static void rest(String name) {
        jdbc.sql("update pipeline set state = 'STOPPED', placed_at = null where name = ?")
                .param(name)
                .update();
    }

    /** The clock is the database's: its hands are moved by what was noted. */
    private static void idleFor(int minutes) {
        jdbc.sql("update compute_pool set busy_at = now() - make_interval(mins => ?)")
                .param(minutes)
                .update();
    }

    private static List<String> placed() {
        return jdbc.sql("select name from pipeline where placed_at is not null order by name")
                .query(String.class)
                .list();
    }

    @Test
    void asManyRunAsThePoolHasUnitsAndWhoAskedFirstIsNext() {
        pool("small", 0, 2);
        ask("small", "d", "c", "b", "a");
        ask("default", "free");
        Units units = units(0);

        units.settle();
        assertThat(placed()).containsExactly("c", "d", "free");
        assertThat(pools.find("small")).hasValueSatisfying(pool -> assertThat(List.of(pool.units(), pool.waiting()))
                .containsExactly(2, 2));
        units.settle();
        assertThat(placed()).as("whoever has one keeps it").containsExactly("c", "d", "free");
        rest("d");
        units.settle();
        assertThat(placed()).containsExactly("b", "c", "free");
    }

    @Test
    void aPoolThatIsMadeSmallerTakesUnitsFromThoseThatCameLast() {
        pool("small", 0, 3);
        ask("small", "a", "b", "c");
        units(0).settle();
        ComputePool read = pools.find("small").orElseThrow();

        assertThat(pools.change(read, new PoolDefinition(PoolSize.LARGE, 0, 1, 7, Map.of("team", "night"))))
                .isTrue();
        assertThat(pools.change(read, read.definition()))
                .as("by who read it before")
                .isFalse();
        units(0).settle();

        assertThat(placed()).containsExactly("a");
        assertThat(pools.find("small").orElseThrow().definition())
                .isEqualTo(new PoolDefinition(PoolSize.LARGE, 0, 1, 7, Map.of("team", "night")));
    }

    @Test
    void aSuspendedPoolHasNoUnitsUntilItIsStarted() {
        pool("night", 0, 5);
        ask("night", "a", "b");
        Units units = units(0);
        units.settle();

        assertThat(pools.stop("night")).isTrue();
        assertThat(pools.stop("night")).as("twice").isFalse();
        units.settle();
        units.wake("night");
        units.settle();

        assertThat(placed()).as("nobody wakes what somebody stopped").isEmpty();
        assertThat(pools.find("night").orElseThrow().suspension()).contains(Suspension.STOP);
        assertThat(pools.start("night")).isTrue();
        assertThat(pools.start("night")).as("twice").isFalse();
        units.settle();
        assertThat(placed()).containsExactly("a", "b");
    }

    @Test
    void nobodyIsPlacedForWhomThereIsNoWorker() {
        pool("near", 0, 5);
        pool("far", 0, 5);
        ask("near", "a");
        ask("far", "b");

        units(0, "near").settle();
        assertThat(placed()).containsExactly("a");
        units(0, "far", "near").settle();
        assertThat(placed()).containsExactly("a", "b");
        units(0, "near").settle();
        assertThat(placed()).as("a worker leaves those of others alone").containsExactly("a", "b");
    }

    @Test
    void whatAPoolIsGuaranteedOthersGiveBack() {
        pool("greedy", 0, 10);
        pool("modest", 1, 10);
        ask("greedy", "a", "b", "c");
        Units units = units(3);
        units.settle();
        assertThat(placed()).containsExactly("a", "b", "c");

        ask("modest", "m", "n");
        units.settle();
        assertThat(placed()).containsExactly("a", "b", "m");
        rest("a");
        units.settle();
        assertThat(placed()).as("beyond the guarantee, who asked first").containsExactly("b", "c", "m");
    }

    @Test
    void aPoolIsSuspendedOnceNothingHappenedForAsLongAsItSays() {
        assertThat(pools.add("idle", new PoolDefinition(PoolSize.SMALL, 0, 1, 10, Map.of()), "user:ann"))
                .isTrue();
        ask("idle", "a");
        Units units = units(0);
        units.settle();
        assertThat(units.suspendIdle()).as("it was just made").isFalse();

        idleFor(9);
        assertThat(units.suspendIdle()).isFalse();
        idleFor(11);
        units.busy(List.of("a", "no such pipeline"));
        assertThat(units.suspendIdle()).as("it was busy").isFalse();
        idleFor(11);
        assertThat(units.suspendIdle()).isTrue();
        assertThat(units.suspendIdle()).as("twice").isFalse();
        units.settle();

        assertThat(placed()).isEmpty();
        assertThat(pools.find("default").orElseThrow().state())
                .as("it does not say how long")
                .isEqualTo(PoolState.RUNNING);
        assertThat(pools.find("idle").orElseThrow().suspension()).contains(Suspension.IDLENESS);
        units.wake("idle");
        units.settle();
        assertThat(placed()).containsExactly("a");
        assertThat(units.suspendIdle()).as("it was just woken").isFalse();
    }

    @Test
    void aPoolWithoutPipelinesIsSuspendedInItsTimeAndWokenByTheFirst() {
        assertThat(pools.add("empty", new PoolDefinition(PoolSize.SMALL, 0, 1, 10, Map.of()), "user:ann"))
                .isTrue();
        Units units = units(0);
        idleFor(9);
        assertThat(units.suspendIdle()).isFalse();
        idleFor(11);
        assertThat(units.suspendIdle()).isTrue();
        ask("empty", "a");
        units.settle();
        assertThat(placed()).as("who does not ask for the pool waits").isEmpty();
        units.wake("empty");
        units.settle();
        assertThat(placed()).containsExactly("a");
    }

    @Test
    void aPoolIsSuspendedByThoseAloneWhoServeIt() {
        for (String name : List.of("far", "near")) {
            assertThat(pools.add(name, new PoolDefinition(PoolSize.SMALL, 0, 1, 10, Map.of()), "user:ann"))
                    .isTrue();
        }
        idleFor(11);

        assertThat(units(0, "near").suspendIdle()).isTrue();

        assertThat(pools.find("near").orElseThrow().state()).isEqualTo(PoolState.SUSPENDED);
        assertThat(pools.find("far").orElseThrow().state())
                .as("its workers may be away, and events waiting for them")
                .isEqualTo(PoolState.RUNNING);
        assertThat(units(0).suspendIdle()).isTrue();
        assertThat(pools.find("far").orElseThrow().state()).isEqualTo(PoolState.SUSPENDED);
    }

    @Test
    void severalWorkersAtOnceGiveNoMoreUnitsThanThereAre() throws Exception {
        pool("small", 0, 3);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                ask("small", "r" + round, "s" + round);
                CountDownLatch together = new CountDownLatch(4);
                List<Future<?>> all = new ArrayList<>();
                for (int worker = 0; worker < 4; worker++) {
                    all.add(workers.submit(() -> {
                        together.countDown();
                        together.await();
                        units(0).settle();
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
                assertThat(placed()).hasSize(Math.min(3, round * 2 + 2));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aPoolThatAPipelineNamesCannotGo() {
        pool("used", 0, 1);
        ask("used", "a");
        ComputePool read = pools.find("used").orElseThrow();

        assertThatThrownBy(() -> pools.remove(read)).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(pools.users("used")).singleElement().satisfies(user -> assertThat(user.name())
                .isEqualTo("a"));
        assertThatThrownBy(() -> ask("no such pool", "b")).isInstanceOf(DataIntegrityViolationException.class);
        rest("a");
        jdbc.sql("delete from pipeline").update();
        assertThat(pools.remove(read)).isTrue();
        assertThat(pools.remove(read)).as("twice").isFalse();
    }
}
