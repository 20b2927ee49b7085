package io.weir.metadata.vacuum;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.s3.AzureServer;
import io.weir.test.s3.Fault;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.S3Server;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A vacuum of tables in S3, Azure and Google Cloud Storage, by one service. */
class StoreVacuumTest {

    private static final String IN_S3 = "s3://" + ObjectServer.BUCKET + "/lake/vacuumed";
    private static final String IN_AZURE =
            "abfss://" + ObjectServer.BUCKET + "@weirtest.dfs.core.windows.net/lake/vacuumed";
    private static final String IN_GOOGLE = "gs://" + ObjectServer.BUCKET + "/lake/vacuumed";
    private static final int ORPHANS = 1100;

    @TempDir
    static Path folder;

    @AutoClose
    private static final TokenServer entra = new TokenServer();

    private static S3Server s3;
    private static AzureServer azure;
    private static GoogleServer google;
    private static MetadataServer server;
    private static VacuumStep step;

    @BeforeAll
    static void start() throws IOException {
        s3 = new S3Server();
        azure = new AzureServer();
        google = new GoogleServer();
        // By an identity of Entra ID's, whose token the store asks for.
        azure.ask("the-token");
        entra.answer(asked -> Told.token("the-token", 3600));
        Path secret = Files.writeString(folder.resolve("secret"), "knows");
        server = MetadataServer.startOnNewDatabase(
                folder,
                "--weir.metadata.allowed-roots=" + IN_S3.replace("/vacuumed", "") + ","
                        + IN_AZURE.replace("/vacuumed", "") + "," + IN_GOOGLE.replace("/vacuumed", ""),
                "--weir.metadata.google.endpoint=" + google.endpoint(),
                "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                "--weir.metadata.s3.path-style=true",
                "--weir.metadata.azure.endpoint=" + azure.endpoint(),
                "--weir.metadata.azure.identity-accounts=weirtest",
                "--weir.metadata.azure.authority=" + entra.address(),
                "--weir.metadata.azure.application.tenant=acme",
                "--weir.metadata.azure.application.client-id=weir",
                "--weir.metadata.azure.application.client-secret=file:" + secret,
                "--weir.metadata.mirror.workers=0");
        step = server.bean(VacuumStep.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        google.close();
        azure.close();
        s3.close();
    }

    private static void put(ObjectServer store, String key) {
        store.put(key, new byte[] {1, 2, 3});
        store.age(key, Duration.ofDays(30));
    }

    /** Has a store not delete an object for now. */
    private static void keep(ObjectServer store, String key) {
        if (store == s3) {
            s3.keep(key, true);
            return;
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            store.meetNext(call -> call.key().equals(key), Fault.refused(503, "ServerBusy"));
        }
    }

    private static JsonNode vacuum(String table) {
        String path = "/api/v1/tables/" + table + "/vacuums";
        JsonNode ordered =
                server.post(path, Map.of("dryRun", false)).expect(202).json();
        while (step.run()) {
            // The next.
        }
        return server.get(path + "/" + ordered.get("id").stringValue())
                .expect(200)
                .json();
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_S3, IN_AZURE, IN_GOOGLE})
    void whatNothingNeedsGoesFromAStoreOfObjects(String place) {
        ObjectServer store =
                Map.of(IN_S3, s3, IN_AZURE, azure, IN_GOOGLE, google).get(place);
        String name = "in-" + place.substring(0, place.indexOf(':'));
        Map<String, Object> table = Requests.table(name);
        table.put("location", place);
        server.post("/api/v1/tables", table).expect(201);
        for (String file : new String[] {"day=a b/live", "removed", "_delta_log/~old", "_hidden"}) {
            put(store, "lake/vacuumed/" + file);
        }
        put(store, "lake/vacuumed-2/another-tables");
        for (int orphan = 0; orphan < ORPHANS; orphan++) {
            put(store, "lake/vacuumed/day=a b/orphan-" + orphan);
        }
        store.put("lake/vacuumed/young", new byte[1]);
        String commits = "/api/v1/tables/" + name + "/commits";
        server.post(commits, commit(add("day=a%20b/live", 1), add("removed", 1)))
                .expect(200);
        server.post(commits, commit(remove("removed"))).expect(200);

        keep(store, "lake/vacuumed/day=a b/orphan-7");
        JsonNode stopped = vacuum(name);
        s3.keep("lake/vacuumed/day=a b/orphan-7", false);
        assertThat(stopped.get("state").stringValue()).isEqualTo("FAILED");
        assertThat(stopped.get("detail").stringValue()).contains("lake/vacuumed/day=a b/orphan-7", "asks for patience");
        assertThat(stopped.get("deletedFiles").longValue()).isPositive();
        store.forget();
        JsonNode done = vacuum(name);
        List<String> deletions = store.calls().stream()
                .filter(call -> call.startsWith("DELETE") || call.equals("POST ?delete"))
                .toList();
        long left = done.get("deletedFiles").longValue();
        if (store == s3) {
            // A thousand with one call, but for the one that stayed: it is left with the last hundred.
            assertThat(left).isEqualTo(ORPHANS - 999);
            assertThat(deletions).containsExactly("POST ?delete");
        } else {
            assertThat(deletions).hasSize((int) left).doesNotHaveDuplicates();
        }

        assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("SUCCEEDED");
        assertThat(stopped.get("deletedFiles").longValue()
                        + done.get("deletedFiles").longValue())
                .isEqualTo(ORPHANS);
        assertThat(store.keys())
                .containsExactlyInAnyOrder(
                        "lake/vacuumed/day=a b/live",
                        "lake/vacuumed/removed",
                        "lake/vacuumed/young",
                        "lake/vacuumed/_hidden",
                        "lake/vacuumed/_delta_log/~old",
                        "lake/vacuumed-2/another-tables");
    }

    /** Its thread is interrupted while it waits for the store: a failure that is not the store's. */
    @Test
    void whatFailsBecauseTheServiceStopsIsDoneAgainWhenItIsBack() {
        Map<String, Object> table = Requests.table("stopped");
        table.put("location", IN_AZURE.replace("vacuumed", "stopped"));
        server.post("/api/v1/tables", table).expect(201);
        put(azure, "lake/stopped/orphan");
        String path = "/api/v1/tables/stopped/vacuums";
        server.post(path, Map.of("dryRun", false)).expect(202);
        Thread caller = Thread.currentThread();
        CountDownLatch end = new CountDownLatch(1);
        azure.meetNext(call -> true, (call, deed) -> {
            caller.interrupt();
            end.await();
        });
        try {
            assertThatThrownBy(step::run).hasRootCauseInstanceOf(InterruptedIOException.class);
        } finally {
            end.countDown();
            assertThat(Thread.interrupted()).isTrue();
        }
        while (step.run()) {
            // The next.
        }
        JsonNode done = server.get(path).expect(200).json().get("items").get(0);
        assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("SUCCEEDED");
        assertThat(done.get("deletedFiles").longValue()).isEqualTo(1);
    }
}
