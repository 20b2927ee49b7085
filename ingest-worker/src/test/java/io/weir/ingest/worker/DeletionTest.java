package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deleting what is changed at the same time: whoever says what he read is held back, and nobody else. */
class DeletionTest extends WorkerTest {

    @Test
    void whoSaysWhatHeReadIsHeldBack() {
        String name = name();

        assertThat(deletedBehindAChange(name, made(name)).statusCode()).isEqualTo(412);
        assertThat(get(path(name)).statusCode()).isEqualTo(200);
        String read = tag(get(path(name)));
        assertThat(delete(path(name), read).statusCode()).isEqualTo(204);
    }

    @Test
    void whoDoesNotIsNot() {
        String name = name();
        made(name);

        assertThat(deletedBehindAChange(name, "*").statusCode()).isEqualTo(204);
        assertThat(get(path(name)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compute-pools|compute_pool|\"size\":\"SMALL\"",
                "functions|sql_function|\"parameters\":[\"a\"],\"body\":\"a + 1\""
            })
    void soItIsWithOtherThings(String kind, String table, String more) {
        String name = name();
        String collection = "/api/v1/" + kind;
        HttpResponse<String> made = post(collection, "make-" + name, "{\"name\":\"%s\",%s}".formatted(name, more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String path = collection + "/" + name;
        String read = tag(get(path));

        assertThat(behindAChange(table, name, () -> delete(path, read)).statusCode())
                .isEqualTo(412);
        HttpResponse<String> untagged = behindAChange(table, name, () -> delete(path, "*"));
        assertThat(untagged.statusCode()).as(untagged.body()).isEqualTo(204);
    }

    /** The tag of a pipeline that was never started. */
    private static String made(String name) {
        HttpResponse<String> made = post("/api/v1/pipelines", "make-" + name, """
                {"name": "%1$s", "source": {"store": "broker", "topic": "%1$s"},
                 "target": {"warehouse": {"store": "lake", "table": "%1$s"}}}""".formatted(name));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return tag(get(path(name)));
    }

    private static String path(String name) {
        return "/api/v1/pipelines/" + name;
    }

    private static HttpResponse<String> deletedBehindAChange(String name, String tag) {
        return behindAChange("pipeline", name, () -> delete(path(name), tag));
    }

    private static HttpResponse<String> behindAChange(
            String table, String name, Supplier<HttpResponse<String>> deletion) {
        String change = "update " + table + " set revision = nextval('pipeline_revision') where name = '" + name + "'";
        return UndecidedChange.before(worker.getBean(DataSource.class), change, "%" + table + "%", deletion);
    }

    private static HttpResponse<String> delete(String path, String tag) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("If-Match", tag)
                .DELETE()
                .build());
    }
}
