package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How far behind a pipeline is, is shown as long as it is known. */
class LagMetricTest extends WorkerTest {

    private static OptionalDouble shown(String pipeline) {
        return worker.getBean(MeterRegistry.class).find("weir.ingest.lag").tag("pipeline", pipeline).gauges().stream()
                .mapToDouble(Gauge::value)
                .findFirst();
    }

    @Test
    void whoRestsShowsNoFigureThatStandsStill() {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        awaitReceived(name, 100);
        await().untilAsserted(() -> assertThat(shown(name)).hasValue(0));

        service().pause(name);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        await().untilAsserted(() -> assertThat(shown(name)).isEmpty());
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"lag\":50,");

        service().resume(name);
        awaitReceived(name, 200);
        await().untilAsserted(() -> assertThat(shown(name)).hasValue(0));
        service().stop(name);
        await().untilAsserted(() -> assertThat(shown(name)).isEmpty());
    }

    /** What is taken and not written, too. */
    @Test
    void whoIsAtWorkShowsWhatTheSinksDoNotHave() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = nameOfSlow(topic);
        service().start(name);

        await().untilAsserted(() -> assertThat(shown(name)).hasValue(10));
        service().stop(name);
    }

    private static String nameOfSlow(Topic topic) {
        String name = name();
        String slow = definition(name, topic, "\"batch\": {\"maxWaitMillis\": 600000}");
        assertThat(List.of(201))
                .contains(post("/api/v1/pipelines", "create-" + name, slow).statusCode());
        return name;
    }
}
