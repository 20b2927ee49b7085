package io.weir.standalone.demo;

import io.weir.client.api.PipelinesApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.BatchLimits;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateTopicRequest;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.WarehouseTarget;
import java.util.Map;

/** Makes what a demo needs. Whatever is there already stays: this may be killed and repeated anywhere. */
final class DemoSetup {

    static final int PARTITIONS = 4;

    private static final long LEAST_BATCHES = 5;
    private static final long MOST_ROWS = 245_760;

    private final Gateway gateway;
    private final DemoNames names;
    private final TopicsApi topics;
    private final PipelinesApi pipelines;

    DemoSetup(Gateway gateway, DemoNames names) {
        this.gateway = gateway;
        this.names = names;
        this.topics = new TopicsApi(gateway.client());
        this.pipelines = new PipelinesApi(gateway.client());
    }

    /** @param events how many will come */
    void run(String bootstrapServers, long events) {
        NeededStores stores = new NeededStores(gateway);
        stores.require(
                DemoNames.BROKER, CreateStoreRequest.KindEnum.KAFKA, Map.of("bootstrapServers", bootstrapServers));
        stores.require(DemoNames.WAREHOUSE, CreateStoreRequest.KindEnum.DUCKDB, Map.of("path", "demo.duckdb"));
        topic();
        pipeline(events);
    }

    private void topic() {
        String what = "creating topic " + names.topic();
        if (gateway.find(what, () -> topics.getTopic(DemoNames.BROKER, names.topic()))
                .isEmpty()) {
            CreateTopicRequest request =
                    new CreateTopicRequest().name(names.topic()).partitions(PARTITIONS);
            gateway.unlessConflict(what, () -> topics.createTopic(DemoNames.BROKER, request, null));
        }
    }

    private void pipeline(long events) {
        String what = "creating pipeline " + names.pipeline();
        if (gateway.find(what, () -> pipelines.getPipeline(names.pipeline())).isEmpty()) {
            CreatePipelineRequest request = new CreatePipelineRequest()
                    .name(names.pipeline())
                    .source(new PipelineSource()
                            .store(DemoNames.BROKER)
                            .topic(names.topic())
                            .startPosition(PipelineSource.StartPositionEnum.EARLIEST))
                    .target(new PipelineTarget()
                            .warehouse(new WarehouseTarget()
                                    .store(DemoNames.WAREHOUSE)
                                    .table(names.warehouseTable()))
                            .delta(new DeltaTarget().table(names.deltaTable())))
                    .batch(new BatchLimits().maxRows(batchRows(events)));
            gateway.unlessConflict(what, () -> pipelines.createPipeline(request, null));
        }
    }

    /** A few batches even of few events, so that the Delta table has versions to travel to. */
    private static int batchRows(long events) {
        return (int) Math.min(MOST_ROWS, Math.max(1, events / LEAST_BATCHES));
    }
}
