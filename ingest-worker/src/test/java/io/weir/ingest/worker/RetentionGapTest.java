package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.Topic;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.ProgressReports;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records that retention takes before a pipeline has them: they are told, once, and all others are there. */
class RetentionGapTest extends WorkerTest {

    private static double lost(String pipeline) {
        return worker.getBean(MeterRegistry.class)
                .get("weir.ingest.lost.records")
                .tag("pipeline", pipeline)
                .counter()
                .count();
    }

    private static List<String> gaps(String pipeline) {
        return worker.getBean(JdbcClient.class)
                .sql("select partition || ': ' || expected || ' to ' || found from source_gap where pipeline = ?")
                .param(pipeline)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @EnumSource
    void recordsOfATopic(Destination destination) throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic, destination::target);
        readTheFirstHundred(name);
        topic.produce(100, index -> "{\"id\":" + (100 + index) + "}");
        topic.trim(0, 70);

        goesOnWithoutTwenty(name, destination);
    }

    @ParameterizedTest
    @EnumSource
    void eventsOfAHub(Destination destination) throws SQLException {
        EmulatedHub hub = emulator.hub("h" + UUID.randomUUID().toString().substring(0, 8), 2);
        hub.produce(100, index -> "{\"id\":" + index + "}");
        String name = createFrom(hub, destination);
        readTheFirstHundred(name);
        hub.produce(100, index -> "{\"id\":" + (100 + index) + "}");
        hub.trim(0, 70);

        goesOnWithoutTwenty(name, destination);
    }

    private static void readTheFirstHundred(String name) {
        service().start(name);
        awaitReceived(name, 100);
        service().stop(name);
        awaitLeft(name);
    }

    private static void goesOnWithoutTwenty(String name, Destination destination) throws SQLException {
        service().start(name);
        awaitReceived(name, 180);

        assertThat(gaps(name)).containsExactly("0: 50 to 70");
        assertThat(lost(name)).isEqualTo(20);
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"lost\":20,", "\"lost\":0,");
        drain(name);
        assertThat(destination.ids(name)).isEqualTo("180|180|199");
        assertThat(worker.getBean(ProgressReports.class).of(name).partitions())
                .extracting(PartitionProgress::lost)
                .containsExactly(20L, 0L);
        service().delete(name);
        assertThat(pipelines().lost(name, Instant.now().plusSeconds(1))).isEmpty();
    }

    /** While its target takes nothing, each session finds the same gap, which may grow. */
    @Test
    void whatIsFoundAgainIsLostOnce() {
        String name = create(new Topic(broker, 1));

        assertThat(List.of(
                        pipelines().recordGap(name, 0, 50, 70),
                        pipelines().recordGap(name, 0, 50, 70),
                        pipelines().recordGap(name, 0, 50, 75),
                        pipelines().recordGap(name, 0, 50, 60),
                        pipelines().recordGap(name, 0, 90, 91)))
                .containsExactly(20L, 0L, 5L, 0L, 1L);
        assertThat(gaps(name)).containsExactlyInAnyOrder("0: 50 to 75", "0: 90 to 91");
    }
}
