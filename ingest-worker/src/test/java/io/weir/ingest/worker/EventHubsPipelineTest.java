package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.JoinOptions;
import io.weir.ingest.pipeline.JoinedStream;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineResets;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ResetPosition;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.warehouse.WarehouseTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class EventHubsPipelineTest {

    private static final int EVENTS = 20_000;

    @TempDir
    static Path folder;

    private static EventHubsEmulator emulator;
    private static IngestPlatform platform;

    @BeforeAll
    static void start() throws IOException {
        emulator = EventHubsEmulator.start();
        Path connection = folder.resolve("connection");
        Files.writeString(connection, emulator.connectionString());
        platform = new IngestPlatform(folder, "localhost:1");
        platform.hubs(emulator.namespace(), connection);
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        emulator.close();
    }

    @Test
    void eventsArriveOnceThoughTheWorkerIsClosedMidwayAndTheConnectionBreaks(CapturedOutput output) throws Exception {
        EmulatedHub hub = emulator.hub("flights", 4);
        hub.produce(EVENTS, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");

        ConfigurableApplicationContext first = platform.start();
        begin(first, "flights");
        await().until(() -> progress(first, "flights").written() > 0);
        first.close();
        ConfigurableApplicationContext second = platform.start();
        hub.produce(EVENTS, index -> "{\"id\":" + (EVENTS + index) + "}");
        emulator.dropConnections();
        drain(second, "flights");

        PipelineProgress progress = progress(second, "flights");
        assertThat(progress.received()).isEqualTo(2 * EVENTS);
        assertThat(progress.deadLettered()).isEqualTo(EVENTS / 100);
        assertThat(progress.partitions())
                .extracting(PartitionProgress::watermark)
                .containsOnly(2L * EVENTS / 4 - 1);
        assertThat(second.getBean(WarehouseTables.class).find("lake", "flights").rows())
                .isEqualTo(2L * EVENTS - EVENTS / 100);
        assertThat(get(second, "flights") + output).doesNotContain(EventHubsEmulator.KEY);

        second.getBean(PipelineResets.class)
                .reset(
                        "flights",
                        new ResetPosition(
                                PipelineSource.StartPosition.SEQUENCE, Map.of(3, 2L * EVENTS / 4 - 10), null, null));
        second.getBean(PipelineService.class).start("flights");
        drain(second, "flights");
        assertThat(second.getBean(WarehouseTables.class).find("lake", "flights").rows())
                .isEqualTo(2L * EVENTS - EVENTS / 100 + 10);
        second.close();
    }

    /** None of its batch's limits is reached, so that nothing else writes it. */
    @Test
    void whatWasTakenIsWrittenByAWorkerThatIsClosedAndIsThereOnce() throws Exception {
        EmulatedHub hub = emulator.hub("taken", 2);
        String text = "x".repeat(1_000);
        hub.produce(5_000, index -> "{\"id\":" + index + ",\"text\":\"" + text + "\"}");
        ConfigurableApplicationContext first = platform.start();
        begin(first, "taken", new BatchLimits(null, null, 3_600_000L));
        await().until(() -> StagedBytes.of(first) > 1_000_000);
        assertThat(progress(first, "taken").received()).isZero();
        first.close();

        try (ConfigurableApplicationContext second = platform.start()) {
            assertThat(progress(second, "taken").written()).isPositive();
            drain(second, "taken");
            assertThat(progress(second, "taken").received()).isEqualTo(5_000);
            try (Connection lake = second.getBean(Targets.class)
                    .warehouse(new PipelineTarget.WarehouseTarget("lake", "taken"))
                    .connect()) {
                assertThat(QueriedRows.of(lake, "select count(*), count(distinct id) from taken"))
                        .containsExactly("5000|5000");
            }
        }
    }

    @Test
    void aHubIsSharedByTwoWorkersAndEveryEventArrivesOnce() throws IOException {
        EmulatedHub hub = emulator.hub("shared", 4);
        AtomicInteger next = new AtomicInteger();
        try (ConfigurableApplicationContext first = platform.start()) {
            begin(first, "shared");
            produce(hub, next);
            await().until(() -> progress(first, "shared").received() == next.get());
            try (ConfigurableApplicationContext second = platform.start()) {
                await().atMost(Duration.ofMinutes(2)).until(() -> {
                    produce(hub, next);
                    return rows(second) > 0 && rows(first) > 100;
                });
                await().until(() -> progress(first, "shared").received() == next.get());
                await().until(() -> progress(second, "shared").received() == next.get());
            }
            produce(hub, next);
            drain(first, "shared");

            assertThat(progress(first, "shared").received()).isEqualTo(next.get());
            assertThat(first.getBean(WarehouseTables.class)
                            .find("lake", "shared")
                            .rows())
                    .isEqualTo(next.get());
        }
    }

    private static void produce(EmulatedHub hub, AtomicInteger next) {
        int begin = next.getAndAdd(100);
        hub.produce(100, index -> "{\"id\":" + (begin + index) + "}");
    }

    private static double rows(ConfigurableApplicationContext of) {
        return of.getBean(MeterRegistry.class)
                .counter("weir.ingest.rows", "pipeline", "shared")
                .count();
    }

    @Test
    void twoHubsAreJoinedAndOneIsNotWithItself() {
        emulator.hub("sold", 2).produce(1_000, index -> "{\"id\":" + index + ",\"at\":\"2026-01-01 00:00:00\"}");
        emulator.hub("settled", 3).produce(600, index -> "{\"sale\":" + index + ",\"paid\":\"2026-01-01 00:00:30\"}");
        try (ConfigurableApplicationContext worker = platform.start()) {
            PipelineService service = worker.getBean(PipelineService.class);
            service.create(joining("settled"), "test");
            service.start("sold");
            drain(worker, "sold");

            assertThat(progress(worker, "sold").received()).isEqualTo(1_600);
            assertThat(worker.getBean(WarehouseTables.class)
                            .find("lake", "sold")
                            .rows())
                    .isEqualTo(600);
            assertThatThrownBy(() -> service.create(joining("sold"), "test"))
                    .hasMessageContaining("join.with.source.consumerGroup");
        }
    }

    private static PipelineDefinition joining(String hub) {
        JoinedStream with = new JoinedStream(
                new PipelineSource("hubs", hub, null, null, null, null),
                null,
                List.of(new DeclaredColumn("sale", "BIGINT"), new DeclaredColumn("paid", "TIMESTAMP")),
                null,
                null,
                null,
                "paid");
        return DefinitionBuilder.named("sold")
                .from(new PipelineSource("hubs", "sold", null, null, null, null))
                .columns(List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("at", "TIMESTAMP")))
                .join(new JoinOptions(with, Map.of("id", "sale"), "at", 60_000L, null, null, null, null))
                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", "sold"), null))
                .build();
    }

    @Test
    void aHubThatIsNotThereEndsThePipelineWithoutAWordOfTheKey(CapturedOutput output) throws Exception {
        ConfigurableApplicationContext worker = platform.start();
        begin(worker, "nowhere");
        await().until(() ->
                worker.getBean(PipelineService.class).get("nowhere").state() instanceof PipelineState.Failed);

        assertThat(get(worker, "nowhere"))
                .contains("\"failure\":\"hub nowhere at " + emulator.namespace() + " cannot be read");
        assertThat(get(worker, "nowhere") + get(worker, "nowhere/progress") + output)
                .doesNotContain(EventHubsEmulator.KEY);
        worker.close();
    }

    private static String get(ConfigurableApplicationContext worker, String what)
            throws IOException, InterruptedException {
        String port = worker.getEnvironment().getProperty("local.server.port");
        URI uri = URI.create("http://localhost:" + port + "/api/v1/pipelines/" + what);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void begin(ConfigurableApplicationContext worker, String hub) {
        begin(worker, hub, new BatchLimits(1_000, null, 100L));
    }

    private static void begin(ConfigurableApplicationContext worker, String hub, BatchLimits batch) {
        PipelineService service = worker.getBean(PipelineService.class);
        service.create(
                DefinitionBuilder.named(hub)
                        .from(new PipelineSource("hubs", hub, null, null, null, null))
                        .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", hub), null))
                        .batch(batch)
                        .build(),
                "test");
        service.start(hub);
    }

    private static void drain(ConfigurableApplicationContext worker, String name) {
        PipelineService service = worker.getBean(PipelineService.class);
        service.drain(name);
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(service.get(name).state()).isInstanceOf(PipelineState.Stopped.class));
    }

    private static PipelineProgress progress(ConfigurableApplicationContext worker, String name) {
        return worker.getBean(ProgressReports.class).of(name);
    }
}
