package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.warehouse.WarehouseTables;
import io.weir.test.eventhubs.EmulatedHub;
import io.weir.test.eventhubs.EventHubsEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class EventHubsPipelineTest {

    private static final int EVENTS = 20_000;

    @TempDir
    static Path folder;

    @Test
    void eventsArriveOnceThoughTheWorkerIsClosedMidwayAndTheConnectionBreaks() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start();
                IngestPlatform platform = new IngestPlatform(folder, "localhost:1")) {
            Path connection = folder.resolve("connection");
            Files.writeString(connection, emulator.connectionString());
            IngestPlatform.hubs(emulator.namespace(), connection);
            EmulatedHub hub = emulator.hub("flights", 4);
            hub.produce(EVENTS, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");

            ConfigurableApplicationContext first = platform.start();
            begin(first);
            await().atMost(Duration.ofSeconds(30)).until(() -> progress(first).written() > 0);
            first.close();
            ConfigurableApplicationContext second = platform.start();
            hub.produce(EVENTS, index -> "{\"id\":" + (EVENTS + index) + "}");
            emulator.dropConnections();
            drain(second);

            assertThat(progress(second).received()).isEqualTo(2 * EVENTS);
            assertThat(progress(second).deadLettered()).isEqualTo(EVENTS / 100);
            assertThat(progress(second).partitions())
                    .extracting(PartitionProgress::watermark)
                    .containsOnly(2L * EVENTS / 4 - 1);
            assertThat(second.getBean(WarehouseTables.class)
                            .find("lake", "flights")
                            .rows())
                    .isEqualTo(2L * EVENTS - EVENTS / 100);
        }
    }

    private static void begin(ConfigurableApplicationContext worker) {
        PipelineService service = worker.getBean(PipelineService.class);
        service.create(new PipelineDefinition(
                "flights",
                new PipelineSource("hubs", "flights", null, null),
                new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", "flights"), null),
                null,
                new BatchLimits(1_000, null, 100L)));
        service.start("flights");
    }

    private static void drain(ConfigurableApplicationContext worker) {
        PipelineService service = worker.getBean(PipelineService.class);
        service.drain("flights");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(service.get("flights").state()).isInstanceOf(PipelineState.Stopped.class));
    }

    private static PipelineProgress progress(ConfigurableApplicationContext worker) {
        return worker.getBean(ProgressReports.class).of("flights");
    }
}
