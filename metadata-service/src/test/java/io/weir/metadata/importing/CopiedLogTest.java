package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A log that was copied after the table got in-commit timestamps: the files of before are newer than these. Breaks when a version of
 * before is found for a time of after.
 */
class CopiedLogTest {

    private static final long SWITCHED_ON =
            Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder, "--weir.metadata.mirror.poll-interval=20ms", "--weir.metadata.importing.batch-versions=1");
    }

    private static Map<String, Object> metadata(Map<String, String> configuration) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("id", "5fba94ed-9794-4965-ba6e-6ee3c0d22af9");
        metadata.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metadata.put(
                "schemaString",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}");
        metadata.put("partitionColumns", List.of());
        metadata.put("configuration", configuration);
        return Map.of("metaData", metadata);
    }

    private static Map<String, Object> timed(long time) {
        return Map.of("commitInfo", Map.of("inCommitTimestamp", time, "operation", "WRITE"));
    }

    private static void commit(Path log, long version, Map<?, ?>... actions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map<?, ?> action : actions) {
            lines.append(MetadataServer.JSON.writeValueAsString(action)).append('\n');
        }
        Files.writeString(log.resolve(LogFileNames.commit(version)), lines);
    }

    private static long versionAt(String time) {
        return server.get("/api/v1/tables/copied/snapshot?timestamp=" + time)
                .expect(200)
                .json()
                .get("version")
                .longValue();
    }

    @Test
    void aTimeLeadsToTheVersionOfThen() throws IOException {
        Path log = Files.createDirectories(folder.resolve("tables/copied/_delta_log"));
        List<String> features = List.of("inCommitTimestamp");
        commit(
                log,
                0,
                Map.of("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 7, "writerFeatures", features)),
                metadata(Map.of()));
        commit(log, 1, Map.of("txn", Map.of("appId", "a", "version", 1)));
        commit(
                log,
                2,
                timed(SWITCHED_ON),
                metadata(Map.of(
                        "delta.enableInCommitTimestamps", "true",
                        "delta.inCommitTimestampEnablementVersion", "2",
                        "delta.inCommitTimestampEnablementTimestamp", Long.toString(SWITCHED_ON))));
        commit(log, 3, timed(SWITCHED_ON + 60_000), Map.of("txn", Map.of("appId", "a", "version", 2)));

        JsonNode done = new ImportRequests(server).run("copied", log.getParent());

        assertThat(done.get("state").stringValue()).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(versionAt("2100-01-01T00:00:00Z")).isEqualTo(3);
        assertThat(versionAt("2024-03-01T00:00:59Z")).isEqualTo(2);
        assertThat(versionAt(Instant.ofEpochMilli(SWITCHED_ON - 1).toString())).isEqualTo(1);
        assertThat(versionAt(Instant.ofEpochMilli(SWITCHED_ON - 2).toString())).isEqualTo(0);
        server.post("/api/v1/tables/copied/restore", Map.of("version", 1)).expect(200);
        assertThat(server.get("/api/v1/tables/copied/snapshot")
                        .json()
                        .at("/metadata/configuration/delta.inCommitTimestampEnablementVersion")
                        .stringValue())
                .as("times of commits stay what they were whatever the table becomes")
                .isEqualTo("2");
    }

    /** As by {@code cp -s}, and as tools leave it that keep versions of large files. */
    @Test
    void aCopyOfLinksIsTakenAsWhatTheyLeadTo() throws IOException {
        Path original = GoldenTable.copy("basic-with-inserts-deletes-checkpoint", folder.resolve("original"));
        Path log = Files.createDirectories(folder.resolve("tables/links/_delta_log"));
        try (Stream<Path> files = Files.list(original.resolve("_delta_log"))) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(log.resolve(file.getFileName()), file);
            }
        }

        JsonNode done = new ImportRequests(server).run("links", log.getParent());

        assertThat(done.get("state").stringValue()).as("%s", done).isEqualTo("SUCCEEDED");
        assertThat(done.get("importedVersion").longValue()).isEqualTo(13);
    }
}
