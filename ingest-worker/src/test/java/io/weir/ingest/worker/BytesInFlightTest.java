package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.DataFolder;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.warehouse.StallingWarehouses;
import io.weir.ingest.warehouse.StallingWarehouses.When;
import io.weir.ingest.warehouse.WarehouseLimits;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What is taken and not written is as much as is set, and not as much as there is. */
class BytesInFlightTest extends WorkerTest {

    private static final int RECORDS = 40_000;

    @TempDir
    static Path folder;

    private static StallingWarehouses warehouses;

    @BeforeAll
    static void startWithLittleRoom() {
        platform = new IngestPlatform(folder, broker.getBrokersAsString());
        worker = platform.start(
                List.of(Stalling.class),
                "--weir.ingest.duckdb.statement-timeout=5s",
                "--weir.ingest.in-flight.bytes=2MB");
        warehouses = worker.getBean(StallingWarehouses.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @TestConfiguration
    static class Stalling {
        @Bean
        @Primary
        StallingWarehouses stallingWarehouses(WarehouseLimits limits) {
            return new StallingWarehouses(limits);
        }
    }

    /** Forty megabytes are to come, which one batch of this pipeline would hold; a poll brings up to two of them. */
    @Test
    void aBacklogIsTakenNoFasterThanItIsWritten() throws Exception {
        String text = "x".repeat(1_000);
        Topic topic = new Topic(broker, 2);
        topic.produce(RECORDS, index -> "{\"id\":" + index + ",\"text\":\"" + text + "\"}");
        String name = name();
        String definition = definition(
                name, topic, "\"batch\": {\"maxRows\": 1000000, \"maxBytes\": 200000000, \"maxWaitMillis\": 5000}");
        assertThat(post("/api/v1/pipelines", "create-" + name, definition).statusCode())
                .isEqualTo(201);
        warehouses.stall(When.INSERT);
        service().start(name);

        AtomicLong most = new AtomicLong();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            most.accumulateAndGet(staged(), Math::max);
            return String.valueOf(failure(name)).contains("weir.ingest.duckdb.statement-timeout");
        });

        assertThat(most.get()).isBetween(1_000_000L, 12_000_000L);
        awaitReceived(name, RECORDS);
        drain(name);
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly(RECORDS + "|" + RECORDS);
    }

    private static long staged() throws IOException {
        try (Stream<Path> files = Files.walk(worker.getBean(DataFolder.class).staging())) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (UncheckedIOException | NoSuchFileException gone) {
            // A file was given back meanwhile.
            return 0;
        }
    }
}
