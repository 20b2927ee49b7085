package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineState;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Whoever repeats what was asked, for the answer was lost, is told the first answer, and changes nothing that came since. */
class RepeatedVerbsTest extends WorkerTest {

    private static HttpResponse<String> ask(String path, String key) {
        HttpResponse<String> answer = post("/api/v1/" + path, key, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void assertReplayed(String path, String key, HttpResponse<String> first) {
        HttpResponse<String> repeated = ask(path, key);
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void aDrainThatIsRepeatedIsNoneOfAPipelineThatHasEnded() {
        String name = create(new Topic(broker, 1));
        service().start(name);
        String drain = "pipelines/" + name + "/drain";
        HttpResponse<String> first = ask(drain, "drain-" + name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Idle);
        assertReplayed(drain, "drain-" + name, first);
    }

    @Test
    void aVerbThatIsRepeatedChangesNothingThatCameSince() {
        String name = create(new Topic(broker, 1));
        String pipeline = "pipelines/" + name;
        service().start(name);
        HttpResponse<String> paused = ask(pipeline + "/pause", "pause-" + name);
        HttpResponse<String> resumed = ask(pipeline + "/resume", "resume-" + name);
        assertReplayed(pipeline + "/pause", "pause-" + name, paused);
        HttpResponse<String> stopped = ask(pipeline + "/stop", "stop-" + name);
        assertReplayed(pipeline + "/resume", "resume-" + name, resumed);
        service().start(name);
        assertReplayed(pipeline + "/stop", "stop-" + name, stopped);
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Active.class);
        service().stop(name);
    }

    @Test
    void aPoolThatRunsAgainIsNotStoppedByARepeatedStop() {
        String pool = "repeated";
        assertThat(post("/api/v1/compute-pools", "pool", "{\"name\": \"" + pool + "\", \"maxUnits\": 1}")
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> stopped = ask("compute-pools/" + pool + "/stop", "stop-pool");
        HttpResponse<String> started = ask("compute-pools/" + pool + "/start", "start-pool");
        assertReplayed("compute-pools/" + pool + "/stop", "stop-pool", stopped);
        assertThat(get("/api/v1/compute-pools/" + pool).body()).isEqualTo(started.body());
    }
}
