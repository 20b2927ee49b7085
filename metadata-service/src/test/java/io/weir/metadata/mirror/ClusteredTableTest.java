package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables that say by which columns they are clustered. */
class ClusteredTableTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    private static JsonNode made(Map<String, Object> request) {
        return server.post("/api/v1/tables", request).expect(201).json();
    }

    private static Map<String, Object> features(String table, String... added) {
        JsonNode protocol =
                server.get("/api/v1/tables/" + table + "/snapshot").json().get("protocol");
        TreeSet<String> features = new TreeSet<>(List.of(added));
        protocol.get("writerFeatures").forEach(feature -> features.add(feature.stringValue()));
        Map<String, Object> commit = Requests.commit(Map.of(
                "protocol",
                Map.of(
                        "minReaderVersion",
                        protocol.get("minReaderVersion").intValue(),
                        "minWriterVersion",
                        7,
                        "writerFeatures",
                        features)));
        commit.put("readVersion", 0);
        return commit;
    }

    private static Map<String, Object> by(String columns) {
        return Map.of(
                "domainMetadata",
                Map.of(
                        "domain",
                        "delta.clustering",
                        "configuration",
                        "{\"clusteringColumns\":" + columns + "}",
                        "removed",
                        false));
    }

    private static Map<String, Object> clustered(String path) {
        Map<Object, Object> add =
                new LinkedHashMap<>((Map<?, ?>) Requests.add(path, 1).get("add"));
        add.put("clusteringProvider", "weir");
        return Map.of("add", add);
    }

    /** In commits, and in a checkpoint; Kernel, which knows the feature, may write to it. */
    @Test
    void kernelReadsItAtEveryVersion() {
        String location = made(Requests.table("clustered", Map.of("delta.checkpointInterval", "3")))
                .get("location")
                .stringValue();
        Map<String, Object> upgrade = features("clustered", "clustering", "domainMetadata");
        List<Object> actions = new ArrayList<>((List<?>) upgrade.get("actions"));
        actions.add(by("[[\"id\"]]"));
        upgrade.put("actions", actions);
        server.post("/api/v1/tables/clustered/commits", upgrade).expect(200);
        String commits = "/api/v1/tables/clustered/commits";
        server.post(commits, Requests.commit(Requests.add("a", 1))).expect(200);
        server.post(commits, Requests.commit(Requests.remove("a"), clustered("b")))
                .expect(200);
        server.post(commits, Requests.commit(by("[[\"name\"],[\"id\"]]"))).expect(200);

        new ReplayEquality(server, "clustered").holdsEverywhere();
        KernelTable kernel = KernelTable.open(location);
        assertThat(kernel.writeRefusal()).isEmpty();
        assertThat(kernel.domainMetadata()).singleElement().satisfies(domain -> assertThat(domain.configuration())
                .contains("[[\"name\"],[\"id\"]]"));
        assertThat(kernel.files()).hasSize(1);
        assertThat(server.get("/api/v1/tables/clustered/files")
                        .json()
                        .at("/items/0/clusteringProvider")
                        .stringValue())
                .isEqualTo("weir");
        assertThat(server.post("/api/v1/tables/clustered/mirror/verify", Map.of())
                        .expect(200)
                        .text())
                .contains("\"sound\":true");
    }

    @Test
    void itNeedsDomainsAndNoPartitions() {
        made(Requests.table("plain"));
        assertThat(field(features("plain", "clustering"), "plain")).isEqualTo("actions[0].protocol.writerFeatures");
        made(Requests.partitionedTable("parts"));
        assertThat(field(features("parts", "clustering", "domainMetadata"), "parts"))
                .isEqualTo("actions[0].protocol.writerFeatures");

        Map<String, Object> both = Requests.partitionedTable("both");
        both.put("properties", Map.of("delta.feature.clustering", "supported"));
        assertThat(server.post("/api/v1/tables", both)
                        .expect(422)
                        .json()
                        .at("/errors/0/field")
                        .stringValue())
                .isEqualTo("partitionColumns");
        Map<String, Object> supported = Requests.table("supported", Map.of("delta.feature.clustering", "supported"));
        made(supported);
        assertThat(server.get("/api/v1/tables/supported/snapshot")
                        .json()
                        .at("/protocol/writerFeatures")
                        .toString())
                .contains("\"clustering\"", "\"domainMetadata\"");
    }

    private static String field(Map<String, Object> commit, String table) {
        return server.post("/api/v1/tables/" + table + "/commits", commit)
                .expect(422)
                .json()
                .at("/errors/0/field")
                .stringValue();
    }
}
