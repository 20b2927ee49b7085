package io.weir.metadata.mirror;

import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of the machine, such as memory that was not enough for one checkpoint, leaves the thread that publishes alive. */
class MirrorErrorsTest {

    @TempDir
    static Path folder;

    private static final FaultyStores stores = new FaultyStores();

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(stores),
                "--weir.metadata.mirror.workers=1",
                "--weir.metadata.mirror.poll-interval=20ms");
    }

    @Test
    void theNextTableIsPublishedAndSoIsTheOneThatMetIt() {
        server.post("/api/v1/tables", Requests.table("met")).expect(201);
        awaitPublished("met");
        stores.dieAfter(0, FaultyStores.Fault.BEFORE);
        commit("met");
        awaitPublished("met");
        server.post("/api/v1/tables", Requests.table("next")).expect(201);
        awaitPublished("next");
    }

    private static void commit(String table) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(Requests.add("part", 1)))
                .expect(200);
    }

    private static void awaitPublished(String table) {
        await().until(() -> server.get("/api/v1/tables/" + table + "/mirror")
                        .expect(200)
                        .json()
                        .get("backlog")
                        .longValue()
                == 0);
    }
}
