package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.pool.ComputePoolService;
import io.weir.ingest.pool.PoolDefinition;
import io.weir.ingest.pool.PoolSize;
import io.weir.ingest.pool.PoolState;
import io.weir.ingest.warehouse.WarehouseTables;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** While nobody looks, nobody knows that nothing comes. */
class PoolsAfterAnOutageTest extends WorkerTest {

    @TempDir
    Path folder;

    @Test
    void whatCameWhileThereWasNoWorkerIsReadBeforeThePoolIsSuspended() {
        Topic topic = new Topic(broker, 1);
        try (IngestPlatform own = platform.beside(folder)) {
            try (ConfigurableApplicationContext before = own.start()) {
                ComputePoolService pools = before.getBean(ComputePoolService.class);
                pools.change(pools.get(ComputePool.DEFAULT), new PoolDefinition(PoolSize.LARGE, 0, 1, 30, Map.of()));
                PipelineService pipelines = before.getBean(PipelineService.class);
                pipelines.create(
                        DefinitionBuilder.named("orders")
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", "orders"), null))
                                .batch(new BatchLimits(null, null, 100L))
                                .build(),
                        "user:test");
                pipelines.start("orders");
                topic.produce(10, index -> "{\"id\":" + index + "}");
                awaitRows(before, 10);
            }
            topic.produce(50, index -> "{\"id\":" + index + "}");
            own.update("update compute_pool set busy_at = now() - interval '2 hours'");

            ConfigurableApplicationContext after = own.start();

            awaitRows(after, 60);
            assertThat(after.getBean(ComputePoolService.class)
                            .get(ComputePool.DEFAULT)
                            .state())
                    .isEqualTo(PoolState.RUNNING);
        }
    }

    private static void awaitRows(ConfigurableApplicationContext worker, long rows) {
        WarehouseTables tables = worker.getBean(WarehouseTables.class);
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(tables.find("lake", "orders").rows()).isEqualTo(rows));
    }
}
