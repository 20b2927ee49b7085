package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handing over what is changed at the same time: whoever says what he read is held back, and nobody else. */
class HandOverTest extends WorkerTest {

    private static final String KINDS = """
            functions     | sql_function | {"name": "%s", "parameters": ["a"], "body": "a + 1"}
            compute-pools | compute_pool | {"name": "%s", "size": "SMALL"}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void whoSaysWhatHeReadIsHeldBack(String kind, String table, String body) {
        String name = name();
        HttpResponse<String> made = post("/api/v1/" + kind, "make-" + name, body.formatted(name));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        assertThat(handedOverBehindAChange(kind, table, name, tag(made)).statusCode())
                .isEqualTo(412);
        assertThat(get("/api/v1/" + kind + "/" + name).body()).doesNotContain("user:ben");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void whoDoesNotIsNot(String kind, String table, String body) {
        String name = name();
        post("/api/v1/" + kind, "make-" + name, body.formatted(name));

        assertThat(handedOverBehindAChange(kind, table, name, "*").body()).contains("\"owner\":\"user:ben\"");
    }

    /** Hands it over while a change of it is not decided yet, which then comes first. */
    private static HttpResponse<String> handedOverBehindAChange(String kind, String table, String name, String tag) {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/" + kind + "/" + name + "/owner"))
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString("{\"owner\":\"user:ben\"}"))
                .build();
        String change = "update " + table + " set revision = revision + 1000 where name = '" + name + "'";
        return UndecidedChange.before(
                worker.getBean(DataSource.class), change, "update " + table + " set owner%", () -> send(request));
    }
}
