package io.weir.standalone.monitor;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.PartitionProgress;
import io.weir.client.model.PipelineProgress;
import io.weir.standalone.demo.AllPipelines;
import io.weir.standalone.demo.Gateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at all pipelines of a platform. */
final class PipelineLooks {

    private final Gateway gateway;
    private final PipelinesApi pipelines;
    private final AllPipelines everyPipeline;

    PipelineLooks(Gateway gateway) {
        this.gateway = gateway;
        this.pipelines = new PipelinesApi(gateway.client());
        this.everyPipeline = new AllPipelines(gateway);
    }

    /** One look at each; one that was deleted meanwhile is left out. */
    List<Look> all() {
        return everyPipeline.list().stream()
                .flatMap(pipeline -> look(pipeline.getName()).stream())
                .toList();
    }

    private Optional<Look> look(String name) {
        return gateway.find("reading progress of " + name, () -> pipelines.getPipelineProgress(name, null, null))
                .map(PipelineLooks::look);
    }

    private static Look look(PipelineProgress progress) {
        Map<Integer, Look.Place> places = progress.getPartitions().stream()
                .collect(Collectors.toMap(
                        PartitionProgress::getPartition,
                        partition -> new Look.Place(partition.getEndOffset(), partition.getLag())));
        return new Look(
                System.nanoTime(),
                progress.getPipeline(),
                progress.getState().getValue(),
                progress.getReceived(),
                progress.getWritten(),
                progress.getDeadLettered(),
                places,
                progress.getFailure());
    }
}
