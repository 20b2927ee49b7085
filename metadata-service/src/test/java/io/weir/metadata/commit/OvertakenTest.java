package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.UndecidedChange;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever says which table he read is held back where it is changed at the same time, and nobody else. */
class OvertakenTest {

    private static final Map<String, String> GUARDED = Map.of("mode", "GUARDED");

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    private static String make(String name) {
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        return "/api/v1/tables/" + name;
    }

    private static Answer behindAChange(String table, Supplier<Answer> call) {
        String change = "update delta_table set owner = 'user:next' where name = '" + table + "'";
        return UndecidedChange.before(server.bean(DataSource.class), change, "%dropped_at is null%", call);
    }

    @Test
    void aTableThatChangedSinceIsNotDropped() {
        String path = make("kept");
        String read = server.get(path).etag();

        behindAChange("kept", () -> server.delete(path, "If-Match", read)).expect(412);

        server.get(path).expect(200);
        server.delete(path, "If-Match", server.get(path).etag()).expect(204);
        server.delete(path, "If-Match", read).expect(404);
    }

    @Test
    void whoSaysNothingDropsItWhateverBecameOfIt() {
        String path = make("dropped");
        behindAChange("dropped", () -> server.delete(path)).expect(204);
        server.get(path).expect(404);
    }

    @Test
    void theModeOfATableThatChangedSinceIsNot() {
        String path = make("moded");
        String read = server.get(path).etag();

        behindAChange("moded", () -> server.put(path + "/mode", GUARDED, "If-Match", read))
                .expect(412);

        assertThat(server.get(path).json().get("mode").stringValue()).isEqualTo("MIRRORED");
        server.put(path + "/mode", GUARDED, "If-Match", server.get(path).etag()).expect(200);
    }
}
