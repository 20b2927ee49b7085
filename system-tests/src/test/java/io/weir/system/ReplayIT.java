package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that lie in a bucket become rows of both targets, each once, and the run then ends by itself. */
@ExtendWith(SharedPlatform.class)
class ReplayIT {

    private static final int FILES = 5;
    private static final int ROWS = 40;

    @AutoClose
    private final S3Server bucket = new S3Server();

    private final SharedPlatform.Addresses platform;

    ReplayIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    @Test
    void whatLiesInABucketArrivesOnceInBothTargets() throws Exception {
        for (int file = 0; file < FILES; file++) {
            bucket.put("captures/rides/%d/%03d.ndjson".formatted(file % 2, file), rows(file * ROWS));
        }
        post("/secrets", "{\"name\": \"bucket-key\", \"value\": \"a key of a bucket\"}");
        post("/stores", """
                {"name": "bucket", "kind": "FILES", "properties": {"path": "s3://%s/captures", "endpoint": "%s",
                 "region": "us-east-1", "accessKeyId": "reader", "secretAccessKey": "secret:bucket-key"}}""".formatted(ObjectServer.BUCKET, bucket.endpoint()));
        post("/stores", """
                {"name": "rides-lake", "kind": "DUCKDB", "properties": {"path": "rides.duckdb"}}""");
        post("/pipelines", """
                {"name": "rides", "source": {"store": "bucket", "topic": "rides"},
                 "target": {"warehouse": {"store": "rides-lake", "table": "rides"}, "delta": {"table": "rides"}}}""");

        post("/pipelines/rides/start", "");
        await().atMost(Duration.ofMinutes(2)).until(() -> state().equals("STOPPED"));
        // Nothing is left to be read, and nothing is read again.
        post("/pipelines/rides/start", "");
        await().atMost(Duration.ofMinutes(2)).until(() -> state().equals("STOPPED"));

        assertThat(get("/pipelines/rides/progress").findValuesAsText("watermark"))
                .containsExactlyInAnyOrder("119", "79");
        assertThat(get("/tables/rides").path("rows").asLong()).isEqualTo(FILES * ROWS);
        assertThat(bucket.calls()).noneMatch(call -> call.startsWith("PUT") || call.startsWith("DELETE"));
    }

    private static byte[] rows(int first) {
        return IntStream.range(first, first + ROWS)
                .mapToObj(id -> "{\"id\": " + id + "}\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private String state() throws IOException, InterruptedException {
        return get("/pipelines/rides").path("state").asText();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.get(platform.gateway() + "/api/v1" + path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return Http.json(answer.body());
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                Http.call("POST", platform.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
    }
}
