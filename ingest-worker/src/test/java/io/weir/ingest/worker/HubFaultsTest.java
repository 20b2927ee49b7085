package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a namespace of hubs does to those who read it. */
class HubFaultsTest extends WorkerTest {

    private static final int EVENTS = 4_000;

    private static String begin(EmulatedHub hub) {
        return begin(hub, Destination.WAREHOUSE);
    }

    private static String begin(EmulatedHub hub, Destination destination) {
        String name = hub.name();
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("hubs", name, null, null, null, null))
                                .into(destination.target(name))
                                .batch(new BatchLimits(500, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        return name;
    }

    private static EmulatedHub hub(int partitions) {
        return emulator.hub("h" + UUID.randomUUID().toString().substring(0, 8), partitions);
    }

    private static void produce(EmulatedHub hub, int from) {
        hub.produce(EVENTS, index -> "{\"id\":" + (from + index) + "}");
    }

    private static PipelineProgress progress(String name) {
        return worker.getBean(ProgressReports.class).of(name);
    }

    private static double gauge(String meter, String pipeline, int partition) {
        return worker.getBean(MeterRegistry.class)
                .get(meter)
                .tags("pipeline", pipeline, "partition", Integer.toString(partition))
                .gauge()
                .value();
    }

    private static List<String> ids(String name) throws SQLException {
        return inLake(name, "select count(*), count(distinct id), max(id)");
    }

    @Test
    void aPartitionThatSendsNothingStopsNoOtherAndIsSeenToBeBehind() throws SQLException {
        EmulatedHub hub = hub(4);
        hub.stall(2, true);
        produce(hub, 0);

        String name = begin(hub);
        awaitReceived(name, EVENTS / 4 * 3);
        produce(hub, EVENTS);
        awaitReceived(name, EVENTS / 4 * 6);

        await().untilAsserted(() -> assertThat(progress(name).partitions())
                .extracting(PartitionProgress::lag)
                .containsExactly(0L, 0L, EVENTS / 2L, 0L));
        await().untilAsserted(() -> {
            assertThat(gauge("weir.ingest.partition.lag", name, 2)).isEqualTo(EVENTS / 2.0);
            assertThat(gauge("weir.ingest.partition.behind", name, 2)).isPositive();
            assertThat(gauge("weir.ingest.partition.lag", name, 3)).isZero();
            assertThat(gauge("weir.ingest.partition.behind", name, 3)).isZero();
        });
        hub.stall(2, false);
        drain(name);
        assertThat(worker.getBean(MeterRegistry.class)
                        .get("weir.ingest.commit")
                        .tag("pipeline", name)
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(ids(name)).containsExactly(2 * EVENTS + "|" + 2 * EVENTS + "|" + (2 * EVENTS - 1));
    }

    /** The others have all that they have, and the slow one what it has sent. */
    @Test
    void aPartitionThatSendsLittleStopsNoOtherAndIsReadAsFastAsItSends() throws SQLException {
        EmulatedHub hub = hub(4);
        hub.stall(2, true);
        produce(hub, 0);
        String name = begin(hub);

        for (int step = 1; step <= 3; step++) {
            hub.release(2, 10L * step);
            produce(hub, step * EVENTS);
            awaitReceived(name, (step + 1) * EVENTS / 4 * 3 + 10 * step);
        }

        assertThat(progress(name).partitions())
                .extracting(PartitionProgress::watermark)
                .containsExactly(EVENTS - 1L, EVENTS - 1L, 29L, EVENTS - 1L);
        hub.stall(2, false);
        drain(name);
        assertThat(ids(name)).containsExactly(4 * EVENTS + "|" + 4 * EVENTS + "|" + (4 * EVENTS - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.microsoft:server-busy", "amqp:link:detach-forced", "amqp:internal-error"})
    void aLinkThatIsClosedInMidStreamLosesNothingAndRepeatsNothing(String condition) throws SQLException {
        EmulatedHub hub = hub(2);
        produce(hub, 0);
        String name = begin(hub);
        awaitReceived(name, EVENTS);

        hub.detach(1, condition);
        produce(hub, EVENTS);
        awaitReceived(name, 2 * EVENTS);
        drain(name);

        assertThat(ids(name)).containsExactly(2 * EVENTS + "|" + 2 * EVENTS + "|" + (2 * EVENTS - 1));
        assertThat(failure(name)).isNull();
    }

    @Test
    void whoAddsRowsThatAHubDoesNotTakeIsToldSo() {
        EmulatedHub hub = hub(1);
        String path = "/api/v1/stores/hubs/entities/insert";
        String rows = "{\"path\": \"" + hub.name() + "\", \"rows\": [{\"text\": \"%s\"}]}";

        HttpResponse<String> large = post(path, "large-" + hub.name(), rows.formatted("x".repeat(2 << 20)));
        hub.refuseAfter(0);
        HttpResponse<String> refused = post(path, "refused-" + hub.name(), rows.formatted("x"));

        assertThat(large.statusCode()).as(large.body()).isEqualTo(422);
        assertThat(large.body()).contains("entity-unwritable", "hub " + hub.name(), "takes no events");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("entity-unwritable", "is known to have 0 of 1 events");
    }

    @ParameterizedTest
    @EnumSource
    void aHubThatWasMadeAnewIsNotReadAsTheOneThatItWas(Destination destination) throws SQLException {
        EmulatedHub hub = hub(2);
        produce(hub, 0);
        String name = begin(hub, destination);
        drain(name);
        EmulatedHub another = emulator.hub(hub.name(), 2);
        produce(another, EVENTS);
        produce(another, 2 * EVENTS);

        service().start(name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        assertThat(failure(name)).contains("topic " + name + " was deleted and made anew", "Reset the pipeline");
        assertThat(destination.ids(name)).startsWith(EVENTS + "|");
        post("/api/v1/pipelines/" + name + "/reset", "reset-" + name, "{\"startPosition\": \"EARLIEST\"}");
        service().start(name);
        drain(name);

        assertThat(destination.ids(name)).isEqualTo(3 * EVENTS + "|" + 3 * EVENTS + "|" + (3 * EVENTS - 1));
    }

    /** Its first events, which are where others have been taken already, would never be read. */
    @ParameterizedTest
    @EnumSource
    void aHubThatIsMadeAnewWhileItIsReadIsNotReadOn(Destination destination) throws SQLException {
        EmulatedHub hub = hub(2);
        produce(hub, 0);
        String name = begin(hub, destination);
        awaitReceived(name, EVENTS);
        EmulatedHub another = emulator.hub(hub.name(), 2);
        produce(another, EVENTS);
        produce(another, 2 * EVENTS);

        hub.detach(0, "amqp:not-found");
        hub.detach(1, "amqp:not-found");
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        assertThat(failure(name)).contains("hub " + name, "NOT_FOUND");
        service().start(name);

        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        assertThat(failure(name)).contains("topic " + name + " was deleted and made anew", "Reset the pipeline");
        assertThat(destination.ids(name)).startsWith(EVENTS + "|");
    }

    /** Nobody says why its connections end. */
    @Test
    void aHubThatIsMadeAnewWhileNobodyIsConnectedIsNotReadOn() throws SQLException {
        EmulatedHub hub = hub(2);
        produce(hub, 0);
        String name = begin(hub);
        awaitReceived(name, EVENTS);
        EmulatedHub another = emulator.hub(hub.name(), 2);
        produce(another, EVENTS);
        produce(another, 2 * EVENTS);

        emulator.dropConnections();

        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        assertThat(failure(name)).contains("topic " + name + " was deleted and made anew", "Reset the pipeline");
        assertThat(ids(name).get(0)).startsWith(EVENTS + "|");
    }
}
