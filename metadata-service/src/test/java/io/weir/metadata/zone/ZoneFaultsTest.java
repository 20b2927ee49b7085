package io.weir.metadata.zone;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.InterceptedObjects.Call;
import io.weir.metadata.InterceptedStatements;
import io.weir.metadata.InterceptedStatements.Interception;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Zones are made, packed again and dropped on two replicas, one of which fails at each of its statements, or is overtaken by
 * the other there. Whatever is left of it, every version lists right, and the other replica brings it to an end.
 */
class ZoneFaultsTest {

    /** What stands for the death of a process: nothing of what comes after happens. */
    private enum End {
        BEFORE_THE_STATEMENT,
        BEFORE_ITS_ANSWER
    }

    private static final Interception NONE = (sql, call) -> call.make();

    @TempDir
    static Path folder;

    /** Of statements of the test's own thread, and of those that serve a request. */
    private static final ThreadLocal<Interception> interception = ThreadLocal.withInitial(() -> NONE);

    private static volatile Interception inRequests = NONE;
    private static TestDatabase database;
    private static MetadataServer failing;
    private static MetadataServer other;
    private static ListedTables tables;
    private static Zones zones;
    private static Zones others;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        failing = MetadataServer.start(
                database,
                folder,
                MetadataServer.withChanged(InterceptedStatements.ofDataSources(
                        (sql, call) -> interception.get().of(sql, () -> inRequests.of(sql, call)))),
                "--weir.metadata.mirror.workers=0");
        other = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        tables = new ListedTables(other);
        zones = failing.bean(Zones.class);
        others = other.bean(Zones.class);
        // No thread but this test's looks after zones.
        failing.bean(ZoneWorker.class).stop();
        other.bean(ZoneWorker.class).stop();
    }

    @AfterAll
    static void stop() {
        failing.close();
        other.close();
        database.close();
    }

    /** Dies at its first statement, then at its second, and so on until it comes to its end. */
    @ParameterizedTest
    @EnumSource
    void whereverOneDiesEveryVersionListsRight(End end) {
        String table = "mortal_" + end;
        tables.create(table);
        tables.post(table, adds("f", 3 * Zones.SIZE + 10).toList());
        int deaths = 0;
        while (dies(end, deaths, () -> work(table))) {
            deaths++;
            tables.checkChain(table);
            tables.check(table);
            // So that all of them have something to do again.
            tables.post(table, removals("f", Zones.SIZE + deaths * 3, Zones.SIZE + deaths * 3 + 3));
            tables.post(table, adds("g" + deaths + "-", Zones.SIZE).toList());
            tables.post(table, deaths == 1 ? removals("f", 0, 1) : removals("g" + (deaths - 1) + "-", 0, Zones.SIZE));
        }
        assertThat(deaths).isGreaterThan(8);
        others.extend(table);
        others.dropEmpty(table);
        tables.renewAll(table);
        tables.checkChain(table);
        tables.check(table);
    }

    private static void work(String table) {
        zones.extend(table);
        zones.renew(tables.id(table));
        zones.dropEmpty(table);
    }

    /** Whether it got as far as to that statement. */
    private static boolean dies(End end, int statement, Runnable work) {
        int[] left = {statement};
        interception.set((sql, call) -> {
            if (left[0]-- > 0) {
                return call.make();
            }
            if (left[0] == -1 && end == End.BEFORE_ITS_ANSWER) {
                call.make();
            }
            throw new SQLException("the connection is gone", "08006");
        });
        try {
            work.run();
            return false;
        } catch (DataAccessException | TransactionException dead) {
            return true;
        } finally {
            interception.remove();
        }
    }

    /** Does something else right before a statement with this text, once. */
    private static void overtaken(String before, Runnable overtaking, Runnable work) {
        boolean[] met = {false};
        interception.set((String sql, Call call) -> {
            if (sql.contains(before) && !met[0]) {
                met[0] = true;
                overtaking.run();
            }
            return call.make();
        });
        try {
            work.run();
        } finally {
            interception.remove();
        }
        assertThat(met[0]).as("overtaken before " + before).isTrue();
    }

    @Test
    void aZoneIsNotMadeBehindOneThatWasDroppedMeanwhile() {
        tables.create("late");
        tables.post("late", adds("f", 2 * Zones.SIZE).toList());
        others.extend("late");
        tables.post("late", adds("g", 2 * Zones.SIZE).toList());
        overtaken(
                "insert into file_zone",
                () -> {
                    assertThat(others.extend("late")).isEqualTo(2);
                    tables.post("late", removals("g", 0, Zones.SIZE));
                    assertThat(others.dropEmpty("late")).isEqualTo(3);
                },
                () -> assertThat(zones.extend("late")).isZero());
        tables.checkChain("late");
        tables.check("late");
    }

    @Test
    void aZoneThatTookInAnotherMeanwhileIsNotPackedWithoutIt() {
        tables.create("grown");
        tables.post("grown", adds("f", 3 * Zones.SIZE).toList());
        others.extend("grown");
        failing.bean(JdbcClient.class)
                .sql("update file_zone set packed_version = null, packed_lines = null where table_id = ?")
                .param(tables.id("grown"))
                .update();
        overtaken(
                "set packed_version = ?, packed_lines",
                () -> {
                    tables.post("grown", removals("f", Zones.SIZE, 2 * Zones.SIZE));
                    assertThat(others.dropEmpty("grown")).isEqualTo(2);
                },
                () -> zones.renew(tables.id("grown")));
        tables.check("grown");
        tables.renewAll("grown");
        tables.check("grown");
        tables.checkChain("grown");
    }

    /** Statements before which it has locks already, so that the other could only wait for it. */
    private static boolean isWithinTransaction(String sql) {
        return sql.equals(InterceptedStatements.COMMIT) || sql.contains("delete from file_zone");
    }

    /** The other one does all of the work at each statement of this one. */
    @Test
    void whereverOneIsOvertakenByTheOtherEveryVersionListsRight() {
        tables.create("overtaken");
        tables.post("overtaken", adds("f", 3 * Zones.SIZE + 10).toList());
        int[] statements = {1};
        for (int statement = 0; statement < statements[0]; statement++) {
            int at = statement;
            statements[0] = 0;
            interception.set((sql, call) -> {
                if (statements[0]++ == at && !isWithinTransaction(sql)) {
                    tables.post("overtaken", removals("f", at * 7, at * 7 + 7));
                    tables.post("overtaken", adds("g" + at + "-", Zones.SIZE).toList());
                    others.extend("overtaken");
                    tables.post("overtaken", removals("g" + at + "-", 0, Zones.SIZE - at % 2));
                    others.renew(tables.id("overtaken"));
                    others.dropEmpty("overtaken");
                }
                return call.make();
            });
            try {
                work("overtaken");
            } finally {
                interception.remove();
            }
            tables.checkChain("overtaken");
            tables.check("overtaken");
        }
        assertThat(statements[0]).isGreaterThan(8);
    }

    /** A listing is under way while its zones are packed again, dropped and made. */
    @Test
    void aListingIsRightWhateverHappensToZonesBetweenItsStatements() {
        tables.create("read");
        tables.post("read", adds("f", 4 * Zones.SIZE + 10).toList());
        others.extend("read");
        List<String> before = tables.rows("read", 1);
        for (int statement = 0; statement < 6; statement++) {
            int at = statement;
            tables.post("read", removals("f", Zones.SIZE + at * 100, Zones.SIZE + Math.min(512, at * 100 + 100)));
            long version = tables.head("read");
            List<String> expected = tables.rows("read", version);
            listedMeanwhile(at, version, expected);
            listedMeanwhile(at, 1, before);
        }
        tables.check("read");
    }

    private static void listedMeanwhile(int at, long version, List<String> expected) {
        int[] statements = {0};
        Interception meanwhile = (sql, call) -> {
            if ((sql.contains("data_file") || sql.contains("file_zone")) && statements[0]++ == at) {
                others.renew(tables.id("read"));
                others.dropEmpty("read");
                tables.post("read", List.of(Requests.add("new-" + tables.head("read"), 1)));
                others.renew(tables.id("read"));
            }
            return call.make();
        };
        inRequests = meanwhile;
        try {
            assertThat(new ListedTables(failing).listed("read", version)).isEqualTo(expected);
        } finally {
            inRequests = NONE;
        }
    }
}
