package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.FreePorts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A platform that is killed while it removes a secret with its store and all that uses that. No transaction spans the services that
 * keep them, so some may be left: never one that needs what is gone, and the same call again removes the rest.
 */
class CascadeKillIT {

    /** Some where everything is tested; many where that is asked for, as .ci/run does. */
    private static final int KILLS = Boolean.getBoolean("weir.thorough") ? 6 : 2;

    /** Longer than a removal takes when nobody is killed. */
    private static final int LATEST_MILLIS = 150;

    @TempDir
    Path folder;

    private final int port = FreePorts.base();
    private final long seed = Long.getLong("weir.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private HttpResponse<String> call(String method, String path, String body) {
        try {
            String gateway = "http://127.0.0.1:" + port + "/api/v1";
            return Http.call(method, gateway + path, "application/json", body.replace('\'', '"'));
        } catch (java.io.IOException | InterruptedException killed) {
            throw new CompletionException(killed);
        }
    }

    private void make(String path, String body) {
        HttpResponse<String> made = call("POST", path, body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
    }

    private boolean isThere(String path) {
        int status = call("GET", path, "").statusCode();
        assertThat(status).as(path).isIn(200, 404);
        return status == 200;
    }

    private void makeUsed(String name) {
        make("/secrets", "{'name': '%s', 'value': 'hunter2'}".formatted(name));
        make("/stores", """
                {'name': '%s', 'kind': 'EVENTHUBS', 'properties':
                 {'namespace': 'killed.servicebus.windows.net', 'connectionString': 'secret:%s'}}""".formatted(name, name));
        make("/relations", """
                {'name': '%s', 'kind': 'STREAM', 'source': {'store': '%s', 'topic': 'records'},
                 'columns': [{'name': 'id', 'type': 'BIGINT'}]}""".formatted(name, name));
        make("/pipelines", """
                {'name': '%s', 'source': {'store': '%s', 'topic': 'others'},
                 'columns': [{'name': 'id', 'type': 'BIGINT'}], 'target': {'delta': {'table': '%s_rows'}}}""".formatted(name, name, name));
    }

    /** What is removed first stands first. */
    private static List<String> places(String name) {
        return Stream.of("/pipelines/", "/relations/", "/stores/", "/secrets/")
                .map(kind -> kind + name)
                .toList();
    }

    private void nothingIsLeftWithoutWhatItNeeds(String name, String circumstances) {
        List<Boolean> there = places(name).stream().map(this::isThere).toList();
        assertThat(there.get(0)).as("all users or none, " + circumstances).isEqualTo(there.get(1));
        if (there.get(0)) {
            assertThat(there.get(2))
                    .as("the store of its users, " + circumstances)
                    .isTrue();
        }
        assertThat(there.get(2))
                .as("the secret with its store, " + circumstances)
                .isEqualTo(there.get(3));
    }

    @Test
    void theSameCallFinishesWhatAKillBrokeOff() throws Exception {
        String last = "";
        for (int kill = 0; kill <= KILLS; kill++) {
            try (WeirProcess weir = WeirProcess.up(folder, port)) {
                if (!last.isEmpty()) {
                    String circumstances = "seed " + seed + ", kill " + kill;
                    nothingIsLeftWithoutWhatItNeeds(last, circumstances);
                    assertThat(call("DELETE", "/secrets/" + last + "?cascade=true", "")
                                    .statusCode())
                            .as(circumstances)
                            .isIn(204, 404);
                    assertThat(places(last)).as(circumstances).noneMatch(this::isThere);
                }
                last = "killed_" + kill;
                makeUsed(last);
                String path = "/secrets/" + last + "?cascade=true";
                CompletableFuture<?> removal = CompletableFuture.supplyAsync(() -> call("DELETE", path, ""));
                assertThat(weir.killAfter(Duration.ofMillis(random.nextInt(LATEST_MILLIS))))
                        .isTrue();
                removal.handle((answered, brokenOff) -> "").join();
            }
        }
    }
}
