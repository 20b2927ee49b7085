package io.weir.metadata.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A table that others wrote is taken over from a store of objects, whichever that is, as it is from a folder. */
abstract class ObjectImportContract {

    /** Of versions 0 to 14, with a classic checkpoint of version 10. */
    private static final String GOLDEN = "checkpoint";

    private static final long CHECKPOINT = 10;
    private static final long HEAD = 14;

    @TempDir
    static Path folder;

    private static MetadataServer server;
    private static ImportRequests imports;
    private static String root = "";

    /** Starts the service, with its own settings for a kind of store. */
    static void start(String place, String... arguments) {
        root = place;
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--weir.metadata.allowed-roots=" + root);
        all.add("--weir.metadata.importing.batch-versions=5");
        all.add("--weir.metadata.mirror.poll-interval=20ms");
        server = MetadataServer.startOnNewDatabase(folder, all.toArray(String[]::new));
        imports = new ImportRequests(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What another writer has in the place of this name. */
    private static StoredFolders at(String name) {
        return server.bean(ObjectStores.class).at(root + "/" + name);
    }

    private static Path golden(String name) {
        return GoldenTable.root().resolve(name);
    }

    /** Puts all of a table there. */
    private static StoredFolders fill(String name, String golden) throws IOException {
        StoredFolders objects = at(name);
        Path table = golden(golden);
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.replace(table.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return objects;
    }

    private static String commit(long version) {
        return LogFileNames.LOG_FOLDER + "/" + LogFileNames.commit(version);
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }

    private static JsonNode succeeds(String name, Object... options) {
        JsonNode done = imports.run(name, root + "/" + name, options);
        assertThat(text(done, "state")).as("%s", done).isEqualTo("SUCCEEDED");
        return done;
    }

    /** Holds that each version has as many files as Kernel finds in the original. */
    private static void hasEveryVersion(String name) {
        for (long version = 0; version <= HEAD; version++) {
            JsonNode snapshot = server.get("/api/v1/tables/" + name + "/snapshot?version=" + version)
                    .expect(200)
                    .json();
            assertThat(snapshot.get("files").longValue())
                    .as("files of version " + version)
                    .isEqualTo(
                            KernelTable.open(golden(GOLDEN).toString(), version).fileCount());
        }
    }

    @Test
    void aTableIsTakenOverWithItsHistoryAndGoesOn() throws IOException {
        StoredFolders objects = fill("orders", GOLDEN);
        JsonNode done = succeeds("orders");
        assertThat(text(done, "location")).isEqualTo(root + "/orders");
        assertThat(done.get("firstVersion").longValue()).isZero();
        assertThat(done.get("importedVersion").longValue()).isEqualTo(HEAD);
        assertThat(done.get("warnings")).isEmpty();
        hasEveryVersion("orders");

        String table = "/api/v1/tables/orders";
        server.post(table + "/commits", Requests.commit(Requests.add("new.parquet", 3)))
                .expect(200);
        await().until(() -> server.get(table).json().get("publishedVersion").longValue() == HEAD + 1);
        assertThat(objects.get(commit(HEAD + 1))).isPresent();
        JsonNode compared =
                server.post(table + "/mirror/verify", Map.of()).expect(200).json();
        assertThat(compared.get("sound").booleanValue()).as("%s", compared).isTrue();
        assertThat(compared.get("toVersion").longValue()).isEqualTo(HEAD + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {GOLDEN, "multi-part-checkpoint", "v2-checkpoint-json", "v2-checkpoint-parquet"})
    void checkpointsOfEveryKindAreRead(String golden) throws IOException {
        String name = "only-" + golden;
        fill(name, golden);
        JsonNode done = succeeds(name, "checkpointOnly", true);
        assertThat(done.get("firstVersion").longValue()).isPositive();
        assertThat(done.get("files").longValue())
                .isEqualTo(KernelTable.open(golden(golden).toString()).fileCount());
    }

    @Test
    void aCorruptCheckpointIsReplacedByItsCommitsWithAWarning() throws IOException {
        String checkpoint = LogFileNames.LOG_FOLDER + "/" + LogFileNames.checkpoint(CHECKPOINT);
        StoredFolders objects = fill("corrupt", GOLDEN);
        objects.replace(checkpoint, Arrays.copyOf(objects.get(checkpoint).orElseThrow(), 500));
        JsonNode done = succeeds("corrupt", "checkpointOnly", true);
        assertThat(done.get("firstVersion").longValue()).isZero();
        assertThat(done.get("warnings").valueStream().map(JsonNode::stringValue))
                .anyMatch(warning -> warning.contains("checkpoint of version " + CHECKPOINT));
        hasEveryVersion("corrupt");
    }

    @Test
    void aGapStopsTheImportUntilItIsClosed() throws IOException {
        StoredFolders objects = fill("gap", GOLDEN);
        byte[] fifth = objects.get(commit(5)).orElseThrow();
        objects.delete(commit(5));
        JsonNode problem = imports.order("gap", root + "/gap").expect(422).json();
        assertThat(text(problem, "code")).isEqualTo("log-gap");
        assertThat(text(problem, "detail")).contains("[5]");
        server.get("/api/v1/tables/gap").expect(404);

        objects.replace(commit(5), fifth);

        succeeds("gap");
        hasEveryVersion("gap");
    }

    /** Behind the versions that are in, which are not read again. */
    @Test
    void anImportThatStoppedGoesOnFromWhereItWas() throws IOException {
        StoredFolders objects = fill("resumed", GOLDEN);
        byte[] twelfth = objects.get(commit(12)).orElseThrow();
        objects.replace(commit(12), "{\"add\":{\"path\":\"x\"}}\n".getBytes(UTF_8));
        JsonNode stopped = imports.run("resumed", root + "/resumed");
        assertThat(text(stopped, "state")).isEqualTo("FAILED");
        assertThat(text(stopped, "code")).isEqualTo("invalid-log");
        assertThat(text(stopped, "detail")).contains(LogFileNames.commit(12), "line[1].add.");
        assertThat(stopped.get("importedVersion").longValue()).isEqualTo(9);
        server.get("/api/v1/tables/resumed").expect(404);

        objects.replace(commit(12), twelfth);

        assertThat(succeeds("resumed").get("importedVersion").longValue()).isEqualTo(HEAD);
        hasEveryVersion("resumed");
    }
}
