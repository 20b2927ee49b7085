package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are listed as they are, not the latest of each job. */
class RunsCommandTest {

    private static final String RUN = """
            {"items": [{"runId": "0197a3d2-5c1e-7c43-9a0b-6f1d2e3c4b5a", "job": "nightly", "state": "FAIL",
             "startedAt": "2026-11-25T08:30:00Z", "durationMillis": 1200}]}""";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private CommandServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, (method, target, body) -> {
            asked.add(method + " " + target);
            return new CommandServer.Answer(200, target.contains("/jobs") ? "{\"items\": []}" : RUN);
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theyAreListedByJobStateAndTime() {
        assertThat(server.weir(
                        "runs", "list", "--job", "nightly", "--state", "FAIL", "--since", "2026-11-25T00:00:00Z"))
                .as(server::err)
                .isZero();
        assertThat(asked)
                .containsExactly("GET /api/v1/runs?job=nightly&state=FAIL&since=2026-11-25T00%3A00%3A00Z&limit=1000");
        assertThat(server.out()).contains("nightly", "FAIL", "0197a3d2-5c1e-7c43-9a0b-6f1d2e3c4b5a", "1200");
    }

    @Test
    void jobsWithTheirLatestRunAreListedByAWordOfTheirOwn() {
        assertThat(server.weir("runs", "jobs")).as(server::err).isZero();
        assertThat(asked).containsExactly("GET /api/v1/jobs?limit=1000");
    }
}
