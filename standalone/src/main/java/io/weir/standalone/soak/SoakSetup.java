package io.weir.standalone.soak;

import io.weir.client.api.PipelinesApi;
import io.weir.client.api.StoresApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.BatchLimits;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateTopicRequest;
import io.weir.client.model.DeclaredColumn;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.WarehouseTarget;
import io.weir.standalone.demo.Gateway;
import java.util.List;
import java.util.Map;

/** Makes the stores, the topic and the pipeline, before the first fault. What an earlier soak of the folder made stays. */
final class SoakSetup {

    static final int PARTITIONS = 4;
    static final String NAME = "soak";
    static final String BROKER = "soak-broker";
    static final String WAREHOUSE = "soak-warehouse";
    static final String WAREHOUSE_FILE = "soak.duckdb";

    private static final int BATCH_ROWS = 2000;
    private static final long BATCH_MILLIS = 300;

    private final Gateway gateway;

    SoakSetup(Gateway gateway) {
        this.gateway = gateway;
    }

    void run(String bootstrapServers, SoakStream topicStream, SoakStream hubStream, SoakHub hub) {
        store(BROKER, CreateStoreRequest.KindEnum.KAFKA, Map.of("bootstrapServers", bootstrapServers));
        store(
                hubStream.store(),
                CreateStoreRequest.KindEnum.EVENTHUBS,
                Map.of("namespace", hub.namespace(), "connectionString", hub.connection()));
        store(WAREHOUSE, CreateStoreRequest.KindEnum.DUCKDB, Map.of("path", WAREHOUSE_FILE));
        CreateTopicRequest topic = new CreateTopicRequest().name(NAME).partitions(PARTITIONS);
        gateway.unlessConflict(
                "creating topic " + NAME, () -> new TopicsApi(gateway.client()).createTopic(BROKER, topic, null));
        for (SoakStream stream : List.of(topicStream, hubStream)) {
            gateway.unlessConflict("creating pipeline " + stream.name(), () -> new PipelinesApi(gateway.client())
                    .createPipeline(pipeline(stream), null));
        }
    }

    private void store(String name, CreateStoreRequest.KindEnum kind, Map<String, String> properties) {
        CreateStoreRequest store =
                new CreateStoreRequest().name(name).kind(kind).properties(properties);
        gateway.unlessConflict(
                "creating store " + name, () -> new StoresApi(gateway.client()).createStore(store, null));
    }

    /** Small batches, so that there are many commits to hit. */
    private static CreatePipelineRequest pipeline(SoakStream stream) {
        return new CreatePipelineRequest()
                .name(stream.name())
                .source(new PipelineSource()
                        .store(stream.store())
                        .topic(stream.name())
                        .startPosition(PipelineSource.StartPositionEnum.EARLIEST))
                .columns(List.of(column("part", "BIGINT"), column("number", "BIGINT"), column("kind", "VARCHAR")))
                .transform("SELECT part, number FROM input WHERE kind = 'row'")
                .target(new PipelineTarget()
                        .warehouse(new WarehouseTarget().store(WAREHOUSE).table(stream.name()))
                        .delta(new DeltaTarget().table(stream.name())))
                .batch(new BatchLimits().maxRows(BATCH_ROWS).maxWaitMillis(BATCH_MILLIS));
    }

    private static DeclaredColumn column(String name, String type) {
        return new DeclaredColumn().name(name).type(type);
    }
}
