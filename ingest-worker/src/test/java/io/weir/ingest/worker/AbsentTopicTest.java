package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.PipelineState;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A topic of a broker that does not have it. */
class AbsentTopicTest extends WorkerTest {

    @Test
    void whoDrainsOneIsToldThatItIsNotThereAndTheRunGoesOn() {
        String name = name();
        assertThat(post("/api/v1/pipelines", name, """
                                {"name": "%1$s", "source": {"store": "broker", "topic": "absent-%1$s"},
                                 "target": {"warehouse": {"store": "lake", "table": "%1$s"}}}""".formatted(name)).statusCode())
                .isEqualTo(201);
        service().start(name);

        HttpResponse<String> refused = post("/api/v1/pipelines/" + name + "/drain", "drain-" + name, "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("there is no topic absent-" + name);
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Running.class);
        service().stop(name);
    }
}
