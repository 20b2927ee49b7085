package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.kernel.KernelTable;
import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.InterceptedObjects.ProcessEnd;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The import's steps are run by hand here, a version at a time, and end at each of their calls to the store. */
class ImportCrashTest {

    @TempDir
    static Path folder;

    private static final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private static final AtomicInteger wholeListings = new AtomicInteger();

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(ImportCrashTest::mortal),
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.importing.batch-versions=1");
    }

    private static StoredFolders mortal(String location) {
        return InterceptedObjects.of(new LocalObjects(Path.of(location)), (method, call) -> {
            if (callsLeft.getAndDecrement() == 0) {
                throw new ProcessEnd();
            }
            if (method.equals("listFrom")) {
                wholeListings.incrementAndGet();
            }
            return call.make();
        });
    }

    @Test
    void whereverItEndsItGoesOnFromTheLastVersionThatIsIn() throws IOException {
        Path table = GoldenTable.copy("dv-partitioned-with-checkpoint", folder.resolve("tables/mortal"));
        ImportRequests imports = new ImportRequests(server);
        imports.order("mortal", table).expect(202);
        ImportStep step = server.bean(ImportStep.class);
        List<Long> reached = new ArrayList<>();
        int ends = 0;
        for (int call = 0; state(imports, "mortal").equals("RUNNING"); call++) {
            // Every other step dies, at its first or second call.
            callsLeft.set(call % 2 == 0 ? call / 2 % 2 : Integer.MAX_VALUE);
            try {
                assertThat(step.run()).isTrue();
            } catch (ProcessEnd end) {
                ends++;
            }
            JsonNode now = server.get(ImportRequests.path("mortal")).json();
            reached.add(now.has("importedVersion") ? now.get("importedVersion").longValue() : -1);
        }
        callsLeft.set(Integer.MAX_VALUE);
        assertThat(ends).isGreaterThan(10);
        assertThat(reached).isSorted().contains(3L, 15L);
        assertThat(state(imports, "mortal")).isEqualTo("SUCCEEDED");
        TableHead head = server.bean(Tables.class).open("mortal").orElseThrow();
        for (long version = 0; version <= 15; version++) {
            assertThat(TableState.ofSql(server.bean(Snapshots.class), head.tableId(), version))
                    .isEqualTo(TableState.ofKernel(KernelTable.open(table.toString(), version)));
        }
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from import_file")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** What that costs grows with the log, as the number of steps does. */
    @Test
    void theWholeLogIsListedAtTheBeginningAndAtTheEndOnly() throws IOException {
        Path table = GoldenTable.copy("dv-partitioned-with-checkpoint", folder.resolve("tables/listed"));
        ImportRequests imports = new ImportRequests(server);
        wholeListings.set(0);
        imports.order("listed", table).expect(202);
        ImportStep step = server.bean(ImportStep.class);
        int steps = 0;
        while (step.run()) {
            steps++;
        }

        assertThat(state(imports, "listed")).isEqualTo("SUCCEEDED");
        assertThat(steps).isGreaterThan(15);
        assertThat(wholeListings).hasValue(2);
    }

    private static String state(ImportRequests imports, String table) {
        return imports.server()
                .get(ImportRequests.path(table))
                .expect(200)
                .json()
                .get("state")
                .stringValue();
    }
}
