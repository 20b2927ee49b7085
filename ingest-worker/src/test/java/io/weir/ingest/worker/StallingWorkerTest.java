package io.weir.ingest.worker;

import static org.awaitility.Awaitility.await;

import io.weir.ingest.warehouse.StallingWarehouses;
import io.weir.ingest.warehouse.WarehouseLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A worker whose DuckDB comes to no end where a test says so. */
abstract class StallingWorkerTest extends WorkerTest {

    @TempDir
    static Path folder;

    static StallingWarehouses warehouses;

    /** To be called before all tests. */
    static void start(String... settings) {
        platform = platform.beside(folder);
        worker = platform.start(List.of(Stalling.class), settings);
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

    /** How many bytes were staged at most, until the pipeline says that a statement was ended. */
    static long mostStagedUntilAStatementEnds(String pipeline) {
        AtomicLong most = new AtomicLong();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            most.accumulateAndGet(StagedBytes.of(worker), Math::max);
            return String.valueOf(failure(pipeline)).contains("weir.ingest.duckdb.statement-timeout");
        });
        return most.get();
    }
}
