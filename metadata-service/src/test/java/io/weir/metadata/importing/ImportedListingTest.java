package io.weir.metadata.importing;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.zone.ListedTables;
import io.weir.metadata.zone.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an import brought is listed as where it came from, right after it and when zones have packed it. */
class ImportedListingTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static ListedTables tables;
    private static Path source;

    @BeforeAll
    static void start() throws IOException {
        server = MetadataServer.startOnNewDatabase(
                folder, "--weir.metadata.mirror.poll-interval=20ms", "--weir.metadata.importing.batch-versions=3");
        tables = new ListedTables(server);
        tables.create("source");
        tables.post("source", adds("f", 3 * Zones.SIZE + 5).toList());
        for (int version = 2; version <= 11; version++) {
            tables.post("source", removals("f", version * 80, version * 80 + 40));
        }
        tables.post("source", adds("late", Zones.SIZE).toList());
        await().until(() -> server.get("/api/v1/tables/source/mirror")
                        .expect(200)
                        .json()
                        .get("backlog")
                        .longValue()
                == 0);
        source = folder.resolve("tables/source");
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve("tables").resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }

    /** Path and line: the order within a version is the import's own. */
    private static Map<String, String> lines(String table, long version) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : tables.listed(table, version)) {
            lines.put(MetadataServer.JSON.readTree(line).get("path").stringValue(), line);
        }
        return lines;
    }

    @Test
    void theWholeHistoryListsRight() throws IOException {
        new ImportRequests(server).run("whole", copy("whole"));
        for (long version = 0; version <= tables.head("source"); version++) {
            assertThat(lines("whole", version)).as("at " + version).isEqualTo(lines("source", version));
        }
        tables.check("whole");
        tables.make("whole", 2);
        tables.post("whole", removals("f", 5, 6));
        tables.check("whole");
        tables.renewAll("whole");
        tables.check("whole");
        tables.checkChain("whole");
    }

    @Test
    void whatACheckpointHoldsListsRight() throws IOException {
        new ImportRequests(server).run("state", copy("state"), "checkpointOnly", true);
        long head = tables.head("source");
        // A checkpoint's files change no data.
        assertThat(lines("state", head).keySet())
                .isEqualTo(lines("source", head).keySet())
                .hasSizeGreaterThan(2 * Zones.SIZE);
        tables.make("state", 2);
        tables.post("state", removals("f", 5, 6));
        tables.check("state", head);
        tables.check("state", head + 1);
        tables.renewAll("state");
        tables.check("state", head);
        tables.check("state", head + 1);
        whoWantsWhatWasLeftOutIsTold(head + 1);
    }

    /** It would seem to have changed nothing. */
    private static void whoWantsWhatWasLeftOutIsTold(long head) {
        long first = changes("state", "").get(0).get("version").longValue();
        assertThat(first).isEqualTo(10);
        assertThat(changes("state", "?from=10")).hasSize((int) (head - first + 1));
        JsonNode error = server.get("/api/v1/tables/state/changes?from=9")
                .expect(422)
                .json()
                .at("/errors/0");
        assertThat(error.get("field").stringValue()).isEqualTo("from");
        assertThat(error.get("allowed").stringValue()).isEqualTo("10 to " + (head + 1));
        assertThat(server.get("/api/v1/tables/state/changes?to=9")
                        .expect(422)
                        .json()
                        .at("/errors/0/allowed"))
                .hasToString("\"10 to " + head + "\"");
    }

    private static List<JsonNode> changes(String table, String range) {
        return server.get("/api/v1/tables/" + table + "/changes" + range, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(MetadataServer.JSON::readTree)
                .toList();
    }

    /** A blank line of a log is nothing; between two commas it would be no JSON. */
    @Test
    void theFeedHasTheActionsOfALogWithBlankLines() throws IOException {
        Path log = copy("spaced").resolve("_delta_log");
        Path commit = log.resolve(LogFileNames.commit(3));
        List<String> lines = Files.readAllLines(commit);
        Files.writeString(commit, "\n" + String.join("\r\n \n\n", lines) + "\n\n");
        new ImportRequests(server).run("spaced", log.getParent(), "skipValidation", true);

        assertThat(changes("spaced", "?from=3&to=3").get(0).get("actions")).hasSameSizeAs(lines);
    }
}
