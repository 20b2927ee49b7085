package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddCdcFile;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.action.ActionText;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * One log with everything the protocol has, and things that it has not: deletion vectors of each storage type, column
 * mapping, row tracking, clustering, tags, domains, change data, variant, generated and identity columns, statistics that
 * are none, features, fields and an action that nobody knows yet. All of it is there again on the other side.
 */
class RoundTripTest {

    private static final String ONE = "/api/v1/tables/everything";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static Path table;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.poll-interval=20ms");
        table = folder.resolve("tables/everything");
        for (long version = 0; version < 3; version++) {
            String name = LogFileNames.commit(version);
            Path file = table.resolve("_delta_log").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, original(version));
        }
        JsonNode done = new ImportRequests(server).run("everything", table);
        assertThat(done.get("state").stringValue()).as("%s", done).isEqualTo("SUCCEEDED");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static Map<String, AddFile> files(long version) {
        Map<String, AddFile> files = new TreeMap<>();
        server.get(ONE + "/files?version=" + version, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> (AddFile) ActionText.read(AddFile.KEY, line))
                .forEach(add -> files.put(add.fileKey().toString(), add));
        return files;
    }

    /** The table's own log expires: its versions are of long ago. */
    private static byte[] original(long version) throws IOException {
        String name = "/everything/" + LogFileNames.commit(version);
        try (InputStream source = RoundTripTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(source, name).readAllBytes();
        }
    }

    private static Map<String, AddFile> live(long... versions) throws IOException {
        Map<String, AddFile> live = new TreeMap<>();
        for (long version : versions) {
            for (Action action : CommitFile.read(original(version))) {
                if (action instanceof AddFile add) {
                    live.put(add.fileKey().toString(), add);
                }
            }
        }
        return live;
    }

    @Test
    void everyFieldOfEveryFileIsThereAtEveryVersion() throws IOException {
        assertThat(files(0)).isEqualTo(live(0)).hasSize(2);
        assertThat(files(1)).isEqualTo(live(1)).hasSize(2);
        assertThat(files(2)).isEqualTo(live(1, 2)).hasSize(3);
        assertThat(files(0).values().stream()
                        .map(AddFile::deletionVector)
                        .filter(Objects::nonNull)
                        .map(DeletionVectorDescriptor::storageType))
                .containsExactly("i");
        assertThat(files(1).values().stream()
                        .map(AddFile::deletionVector)
                        .filter(Objects::nonNull)
                        .map(DeletionVectorDescriptor::storageType))
                .containsExactlyInAnyOrder("u", "p");
    }

    /** Also what a replay does not tell, such as tags: whoever reads the checkpoint has no log file to read it in. */
    @Test
    void theMirrorsCheckpointHasEveryFieldThatIsLive() throws Exception {
        server.bean(JdbcClient.class)
                .sql("update table_mirror set pending_checkpoint = 2")
                .update();
        await().until(() -> server.get(ONE + "/mirror").json().has("lastCheckpointVersion"));

        LocalObjects objects = new LocalObjects(table);
        Map<String, AddFile> added = new TreeMap<>();
        List<Action> others = new ArrayList<>();
        CheckpointFiles checkpoint = LogListing.of(objects).checkpoints().get(0);
        assertThat(checkpoint.version()).isEqualTo(2);
        new CheckpointReader(objects, Files.createDirectory(folder.resolve("scratch"))).read(checkpoint, action -> {
            if (action instanceof AddFile add) {
                added.put(add.fileKey().toString(), add);
            } else {
                others.add(action);
            }
        });
        assertThat(CommitFile.read(original(1)))
                .hasAtLeastOneElementOfType(CommitInfo.class)
                .hasAtLeastOneElementOfType(AddCdcFile.class);
        assertThat(others).noneMatch(CommitInfo.class::isInstance).noneMatch(AddCdcFile.class::isInstance);
        assertThat(texts(added)).isEqualTo(texts(live(1, 2)));
        assertThat(added.values())
                .anyMatch(add -> add.tags() != null)
                .anyMatch(add -> add.clusteringProvider() != null);
        JsonNode snapshot = server.get(ONE + "/snapshot").expect(200).json();
        assertThat(others).contains(ActionText.protocol(snapshot.get("protocol").toString()));
        assertThat(others).contains(ActionText.metadata(snapshot.get("metadata").toString()));
        assertThat(others).contains(SetTransaction.of("stream/0", 40, null));
        assertThat(others.stream().filter(DomainMetadata.class::isInstance).map(ActionText::body))
                .containsExactlyInAnyOrderElementsOf(snapshot.get("domainMetadata")
                        .valueStream()
                        .map(JsonNode::toString)
                        .toList());
    }

    /** Whether it changed data is what a commit says of a file, and no checkpoint. */
    private static Map<String, String> texts(Map<String, AddFile> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((key, add) -> texts.put(key, ActionText.body(add).replaceAll("\"dataChange\":(true|false)", "")));
        return texts;
    }

    @Test
    void timesTransactionsAndDomainsAreThoseOfEachVersion() {
        JsonNode first = server.get(ONE + "/snapshot?version=0").expect(200).json();
        JsonNode last = server.get(ONE + "/snapshot?version=2").expect(200).json();
        assertThat(first.get("timestamp").stringValue()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(last.get("timestamp").stringValue()).isEqualTo("2023-11-14T22:13:22Z");
        assertThat(first.get("domainMetadata")).hasSize(3);
        assertThat(last.get("domainMetadata")).hasSize(2);
        assertThat(last.get("domainMetadata").toString()).contains("34", "clusteringColumns");
        assertThat(first.get("transactions").get(0).get("version").longValue()).isEqualTo(41);
        assertThat(last.get("transactions").get(0).get("version").longValue()).isEqualTo(40);
        assertThat(first.get("protocol").toString()).contains("someFutureFeature");
        assertThat(first.get("metadata")
                        .get("configuration")
                        .get("some.engines.own")
                        .stringValue())
                .isEqualTo("kept");
    }

    @Test
    void aWriteThatWouldHaveToUnderstandMoreIsRefusedWithTheNames() {
        JsonNode problem = server.post(ONE + "/commits", Requests.commit(Requests.add("new.parquet", 1)))
                .expect(422)
                .json();
        assertThat(problem.get("code").stringValue()).isEqualTo("unsupported-feature");
        assertThat(problem.get("features").valueStream().map(JsonNode::stringValue))
                .contains("someFutureFeature");
        assertThat(server.get(ONE).expect(200).json().get("version").longValue())
                .isEqualTo(2);
    }
}
