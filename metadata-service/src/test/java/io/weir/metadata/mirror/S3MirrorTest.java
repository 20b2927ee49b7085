package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class S3MirrorTest extends ObjectMirrorContract {

    private static final String ROOT = "s3://" + S3Server.BUCKET + "/lake";

    private static S3Server s3;

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        start(
                s3,
                ROOT,
                "s3://another-bucket",
                "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                "--weir.metadata.s3.path-style=true");
    }

    @AfterEach
    void noUploadIsLeftBehind() {
        assertThat(s3.uploads()).isEmpty();
    }

    @Override
    String listing() {
        return "GET ?list-type";
    }

    @Override
    String alias(String place) {
        return place.replace("s3:", "s3a:");
    }

    @Override
    String nowhere() {
        return "s3://another-bucket/t";
    }

    @Override
    String[] denial(String key) {
        return new String[] {"s3://" + S3Server.BUCKET + "/" + key, "access is denied", "s3:PutObject"};
    }

    /** Of a table that Kernel could not read because nobody answered, nothing is known. */
    @Test
    void aStoreThatFailsKernelIsNoDifference() {
        String table = "/api/v1/tables/unheard";
        Map<String, Object> request = Requests.table("unheard", Map.of("delta.checkpointInterval", "2"));
        request.put("location", ROOT + "/unheard");
        server.post("/api/v1/tables", request).expect(201);
        for (int version = 1; version <= 2; version++) {
            server.post(table + "/commits", Requests.commit(Requests.add("part-" + version, version)))
                    .expect(200);
        }
        finish();
        for (int call = 0; call < 1000; call++) {
            s3.meetNext(
                    asked -> asked.method().equals("GET") && asked.key().endsWith(".checkpoint.parquet"),
                    Fault.refused(503, "SlowDown"));
        }
        JsonNode problem =
                server.post(table + "/mirror/verify", Map.of()).expect(503).json();
        assertThat(problem.get("code").stringValue()).isEqualTo("unavailable");
        s3.relent();
        assertThat(server.post(table + "/mirror/verify", Map.of())
                        .expect(200)
                        .json()
                        .get("sound")
                        .booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://other-bucket/t, lies outside",
        "s3://weir-test/t, lies outside",
        "s3://weir-test/lake, lies outside",
        "s3://weir-test/lake/../t, is neither",
        "s3://weir-test/lake//t, is neither",
        "s3://weir-test.evil.example/lake/t, lies outside",
        "s3://key:hidden@weir-test/lake/t, is neither",
        "https://weir-test.s3.amazonaws.com/lake/t, is neither",
        "gs://weir-test/lake/t, lies outside",
        "S3://weir-test/lake/t, is neither"
    })
    void aPlaceThatIsNotAllowedIsRefusedAndNobodyIsCalled(String location, String said) {
        store.forget();
        Map<String, Object> request = Requests.table("refused");
        request.put("location", location);
        for (MetadataServer.Answer answer : List.of(
                server.post("/api/v1/tables", request),
                server.post("/api/v1/tables/refused/import", Map.of("location", location)))) {
            JsonNode problem = answer.expect(422).json();
            JsonNode error = problem.get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("location");
            assertThat(error.toString())
                    .contains(
                            said,
                            "a prefix below " + ROOT,
                            folder.resolve("tables").toString())
                    .doesNotContain("hidden");
        }
        assertThat(store.calls()).isEmpty();
        server.get("/api/v1/tables/refused").expect(404);
    }
}
