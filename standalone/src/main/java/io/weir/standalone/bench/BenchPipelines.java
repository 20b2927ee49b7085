package io.weir.standalone.bench;

import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.WarehouseTarget;

/** Definitions of measured pipelines, which have no names yet: from the beginning of their topic. */
final class BenchPipelines {

    private BenchPipelines() {}

    static CreatePipelineRequest toWarehouse(PipelineSource source, String table) {
        return from(
                source,
                new PipelineTarget()
                        .warehouse(new WarehouseTarget()
                                .store(BenchTopic.WAREHOUSE)
                                .table(table)));
    }

    static CreatePipelineRequest toDelta(PipelineSource source, String table) {
        return from(source, new PipelineTarget().delta(new DeltaTarget().table(table)));
    }

    static PipelineSource topic(String name) {
        return new PipelineSource().store(BenchTopic.BROKER).topic(name);
    }

    static PipelineSource hub(String consumerGroup) {
        return new PipelineSource()
                .store(BenchTopic.HUBS)
                .topic(BenchTopic.NAME)
                .consumerGroup(consumerGroup);
    }

    private static CreatePipelineRequest from(PipelineSource source, PipelineTarget target) {
        return new CreatePipelineRequest()
                .source(source.startPosition(PipelineSource.StartPositionEnum.EARLIEST))
                .target(target);
    }
}
