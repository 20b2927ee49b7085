package io.weir.standalone.monitor;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.PartitionProgress;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelineProgress;
import io.weir.standalone.demo.AllPipelines;
import io.weir.standalone.demo.Gateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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

    /** One look at each; nothing is known of the progress of one whose targets do not answer, but why. */
    List<Look> all() {
        return everyPipeline.list().stream().map(this::look).toList();
    }

    private Look look(Pipeline pipeline) {
        String name = pipeline.getName();
        AtomicReference<String> obstacle = new AtomicReference<>("");
        return gateway.atOnce(
                        "reading progress of " + name,
                        () -> pipelines.getPipelineProgress(name, null, null),
                        obstacle::set)
                .map(PipelineLooks::look)
                .orElseGet(() -> new Look(
                        System.nanoTime(), name, pipeline.getState().getValue(), 0, 0, 0, Map.of(), obstacle.get()));
    }

    private static Look look(PipelineProgress progress) {
        Map<Integer, Look.Place> places = progress.getPartitions().stream()
                .collect(Collectors.toMap(
                        PartitionProgress::getPartition,
                        partition -> new Look.Place(
                                partition.getEndOffset(),
                                partition.getLag(),
                                partition.getLost(),
                                partition.getLeaderless())));
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
