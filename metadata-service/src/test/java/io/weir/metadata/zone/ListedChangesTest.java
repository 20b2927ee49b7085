package io.weir.metadata.zone;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A table whose zones are packed goes through all that is more than a commit; what it lists is what the rows say. */
class ListedChangesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static ListedTables tables;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder, "--weir.metadata.mirror.poll-interval=20ms", "--weir.services.platform-url=http://127.0.0.1:1");
        tables = new ListedTables(server);
    }

    private static void packed(String table) {
        tables.create(table);
        tables.post(table, adds("f", 3 * Zones.SIZE + 5).toList());
        tables.make(table, 3);
        tables.post(table, removals("f", 600, 700));
        tables.renewAll(table);
        tables.post(table, removals("f", 10, 20));
        assertThat(tables.zones(table, "packed_lines is not null")).isEqualTo(3);
    }

    private static String path(String table, String rest) {
        return "/api/v1/tables/" + table + rest;
    }

    @Test
    void itIsRestored() {
        packed("restored");
        server.post(path("restored", "/restore"), Map.of("version", 1)).expect(200);
        tables.check("restored");
        server.post(path("restored", "/restore"), Map.of("version", 0)).expect(200);
        tables.check("restored");
        assertThat(tables.listed("restored", tables.head("restored"))).isEmpty();
        server.bean(Zones.class).dropEmpty("restored");
        tables.check("restored");
        server.post(path("restored", "/restore"), Map.of("version", 2)).expect(200);
        tables.make("restored", 2);
        tables.check("restored");
        tables.checkChain("restored");
    }

    @Test
    void itComesBack() {
        packed("back");
        List<String> before = tables.listed("back", 3);
        server.delete(path("back", "")).expect(204);
        server.get(path("back", "/files")).expect(404);
        server.post(path("back", "/undrop"), Map.of()).expect(200);
        assertThat(tables.listed("back", 3)).isEqualTo(before).isNotEmpty();
        tables.check("back");
    }

    /** Another table has its name meanwhile, with other files under the same names. */
    @Test
    void itsSuccessorShowsNothingOfIt() {
        packed("twice");
        server.delete(path("twice", "")).expect(204);
        Map<String, Object> successor = Requests.table("twice");
        successor.put("location", folder.resolve("tables/elsewhere").toString());
        server.post("/api/v1/tables", successor).expect(201);
        tables.post("twice", adds("f", Zones.SIZE).toList());
        tables.make("twice", 1);
        tables.check("twice");
        assertThat(tables.listed("twice", 1)).hasSize(Zones.SIZE);
    }

    @Test
    void itsFilesAreVacuumed() {
        packed("swept");
        JsonNode ordered = server.post(
                        path("swept", "/vacuums"),
                        Map.of("dryRun", false, "retainHours", 0, "allowShorterRetention", true))
                .expect(202)
                .json();
        String vacuum = path("swept", "/vacuums/" + ordered.get("id").stringValue());
        await().until(() ->
                server.get(vacuum).expect(200).json().get("state").stringValue().equals("SUCCEEDED"));
        tables.check("swept");
    }

    @Test
    void itsModeChanges() {
        packed("changed");
        server.put(path("changed", "/mode"), Map.of("mode", "GUARDED")).expect(200);
        tables.post("changed", adds("later", Zones.SIZE).toList());
        tables.make("changed", 4);
        tables.check("changed");
        server.put(path("changed", "/mode"), Map.of("mode", "MIRRORED")).expect(200);
        tables.renewAll("changed");
        tables.check("changed");
    }
}
