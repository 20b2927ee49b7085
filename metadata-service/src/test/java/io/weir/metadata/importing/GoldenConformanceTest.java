package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.action.Protocol;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.Tables;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The Delta project's example tables, each of them at every version: what Postgres says after the import, what Kernel
 * replays from the original, and what it replays from our mirror, are the same. What Kernel reads is imported; what is
 * refused, Kernel refuses too. The outcome is docs/conformance.md.
 */
class GoldenConformanceTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static MirrorElsewhere stores;

    @BeforeAll
    static void start() {
        Path golden = GoldenTable.root();
        database = TestDatabase.create("metadata");
        stores = new MirrorElsewhere(folder.resolve("mirrors"));
        server = MetadataServer.start(
                database,
                folder,
                MetadataServer.withStores(stores),
                "--logging.level.io.delta.kernel=error",
                "--weir.metadata.mirror.poll-interval=20ms",
                "--weir.metadata.allowed-roots=" + golden);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            database.close();
        }
    }

    @Test
    void everyTableAtEveryVersion() throws IOException {
        List<GoldenTable> tables = GoldenTable.all();
        List<ConformanceRow> rows = new ArrayList<>();
        for (GoldenTable table : tables) {
            rows.add(outcome(table));
        }
        String document = ConformanceRow.document(rows);
        Files.writeString(Path.of("target", "conformance.md"), document);
        Path committed = Path.of("..", "docs", "conformance.md");
        assertThat(document)
                .as("metadata-service/target/conformance.md is to be copied to docs/")
                .isEqualTo(Files.exists(committed) ? Files.readString(committed) : "");
    }

    private static ConformanceRow outcome(GoldenTable golden) throws IOException {
        MetadataServer.Answer answer = new ImportRequests(server).order(golden.tableName(), golden.folder());
        JsonNode end = answer.status() == 202 ? new ImportRequests(server).ended(golden.tableName()) : answer.json();
        if (end.has("code")) {
            assertThat(kernel(golden.folder(), null))
                    .as("%s is refused with %s, though Kernel reads it", golden, end)
                    .isEmpty();
            return ConformanceRow.refused(
                    golden.name(),
                    end.get("code").stringValue(),
                    end.get("detail").stringValue().replace(golden.folder() + "/", ""));
        }
        assertThat(end.get("state").stringValue()).isEqualTo("SUCCEEDED");
        TableHead head = server.bean(Tables.class).open(golden.tableName()).orElseThrow();
        long first = end.get("firstVersion").longValue();
        mirrorAgain(head, first);
        int refused = 0;
        for (long version = first; version <= head.version(); version++) {
            refused += compare(golden, head, version) ? 0 : 1;
        }
        return ConformanceRow.imported(golden.name(), first, head, refused, features(head));
    }

    /** The mirror begins anew, with its own files only. */
    private static void mirrorAgain(TableHead head, long first) {
        server.bean(JdbcClient.class)
                .sql("update table_mirror set published_version = :first - 1,"
                        + " pending_checkpoint = nullif(:first, 0) where table_id = :table")
                .param("first", first)
                .param("table", head.tableId())
                .update();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> server.get("/api/v1/tables/" + head.name() + "/mirror")
                                .expect(200)
                                .json()
                                .get("backlog")
                                .longValue()
                        == 0);
    }

    /** False if Kernel does not read the original at this version. */
    private static boolean compare(GoldenTable golden, TableHead head, long version) throws IOException {
        String name = golden.name() + " at " + version;
        TableState sql = TableState.ofSql(server.bean(Snapshots.class), head.tableId(), version);
        Path mirror = stores.mirrorOf(head.location());
        assertThat(TableState.ofKernel(KernelTable.open(mirror.toString(), version)))
                .as("mirror of %s", name)
                .isEqualTo(sql);
        String file = String.format("_delta_log/%020d.json", version);
        assertThat(new LocalObjects(mirror).get(file).orElseThrow())
                .as("log file of %s", name)
                .isEqualTo(new LocalObjects(golden.folder()).get(file).orElseThrow());
        Optional<KernelTable> original = kernel(golden.folder(), version);
        original.ifPresent(
                table -> assertThat(TableState.ofKernel(table)).as(name).isEqualTo(sql));
        return original.isPresent();
    }

    private static Optional<KernelTable> kernel(Path table, @Nullable Long version) {
        try {
            KernelTable opened =
                    version == null ? KernelTable.open(table.toString()) : KernelTable.open(table.toString(), version);
            opened.fileCount();
            return Optional.of(opened);
        } catch (UnreadableTableException refused) {
            return Optional.empty();
        }
    }

    private static String features(TableHead head) {
        Protocol protocol = ActionText.protocol(head.protocol());
        TreeSet<String> names = new TreeSet<>();
        names.addAll(protocol.readerFeatures() == null ? List.of() : protocol.readerFeatures());
        names.addAll(protocol.writerFeatures() == null ? List.of() : protocol.writerFeatures());
        return protocol.minReaderVersion() + "/" + protocol.minWriterVersion()
                + (names.isEmpty() ? "" : " " + String.join(", ", names));
    }
}
