package io.weir.metadata.zone;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.Backends;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Replica;
import io.weir.metadata.mirror.Invariants;
import io.weir.test.TestDatabase;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A replica, a process of its own, is killed while it makes zones, packs them again or drops empty ones: PostgreSQL is at its
 * statement, which comes to its end without it or is broken off with it. Whichever it is, every version lists right on the
 * replica that is left, which does what is missing. It takes half a minute, so it runs where {@code -Dweir.thorough=true} asks
 * for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class ZoneKillTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static ListedTables tables;
    private static Zones zones;

    /** What a replica is killed at. */
    private enum Work {
        MAKING("insert into file_zone", "lock table file_zone in share mode"),
        DROPPING("delete from file_zone", "lock table file_zone in share mode"),
        PACKING("update file_zone set packed_version", """
                select from file_zone where (table_id, after_version, after_file) = (
                    select table_id, after_version, after_file from file_zone
                    where table_id = (select max(table_id) from delta_table)
                    order by after_version, after_file offset 1 limit 1) for update""");

        private final String statement;
        private final String obstacle;

        Work(String statement, String obstacle) {
            this.statement = statement;
            this.obstacle = obstacle;
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        server.bean(ZoneWorker.class).stop();
        tables = new ListedTables(server);
        zones = server.bean(Zones.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"MAKING, true", "MAKING, false", "DROPPING, true", "DROPPING, false", "PACKING, true", "PACKING, false"
    })
    void whateverItIsAt(Work work, boolean brokenOff) throws Exception {
        String table = (work + "_" + brokenOff).toLowerCase(Locale.ROOT);
        tables.create(table);
        tables.post(table, adds("f", 4 * Zones.SIZE + 5).toList());
        if (work != Work.MAKING) {
            assertThat(zones.extend(table)).isEqualTo(4);
            tables.post(
                    table,
                    work == Work.PACKING
                            ? removals("f", Zones.SIZE, Zones.SIZE + 9)
                            : removals("f", Zones.SIZE, 2 * Zones.SIZE));
        }

        killAt(work, brokenOff, table);

        tables.checkChain(table);
        tables.check(table);
        zones.extend(table);
        zones.dropEmpty(table);
        tables.renewAll(table);
        assertThat(tables.zones(table, "true")).isEqualTo(work == Work.DROPPING ? 3 : 4);
        tables.checkChain(table);
        tables.check(table);
        new Invariants(server).withLogs(Replica.log(folder.resolve(table))).assertHold(table);
    }

    private static void killAt(Work work, boolean brokenOff, String table) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement();
                Backends backends = new Backends(database.dataSource())) {
            holder.setAutoCommit(false);
            hold.execute(work.obstacle);
            try (Replica replica = new Replica(database, folder.resolve(table))) {
                HttpRequest listing = replica.request("/api/v1/tables/" + table + "/files")
                        .header("Accept", "application/x-ndjson")
                        .build();
                // A listing tells it what there is to do.
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> replica.answers(listing) && backends.isWaiting(work.statement));
            }
            if (brokenOff) {
                backends.breakOff();
            }
            holder.rollback();
            await().until(() -> backends.isIdle("file_zone"));
        }
    }
}
