package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.UndecidedChange;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Deleting a pipeline that is changed at the same time: whoever says what he read is held back, and nobody else. */
class DeletionTest extends WorkerTest {

    @Test
    void whoSaysWhatHeReadIsHeldBack() {
        String name = name();

        assertThat(deletedBehindAChange(name, made(name)).statusCode()).isEqualTo(412);
        assertThat(get(path(name)).statusCode()).isEqualTo(200);
        String read = tag(get(path(name)));
        assertThat(delete(name, read).statusCode()).isEqualTo(204);
    }

    @Test
    void whoDoesNotIsNot() {
        String name = name();
        made(name);

        assertThat(deletedBehindAChange(name, "*").statusCode()).isEqualTo(204);
        assertThat(get(path(name)).statusCode()).isEqualTo(404);
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
        String change = "update pipeline set revision = nextval('pipeline_revision') where name = '" + name + "'";
        return UndecidedChange.before(
                worker.getBean(DataSource.class), change, "delete from pipeline %", () -> delete(name, tag));
    }

    private static HttpResponse<String> delete(String name, String tag) {
        return send(HttpRequest.newBuilder(uri(path(name)))
                .header("If-Match", tag)
                .DELETE()
                .build());
    }
}
