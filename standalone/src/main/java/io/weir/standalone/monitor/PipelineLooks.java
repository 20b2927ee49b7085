package io.weir.standalone.monitor;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.PartitionProgress;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
import io.weir.client.model.PipelineProgress;
import io.weir.standalone.demo.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at all pipelines of a platform. */
final class PipelineLooks {

    private static final int PAGE = 1000;

    private final Gateway gateway;
    private final PipelinesApi pipelines;

    PipelineLooks(Gateway gateway) {
        this.gateway = gateway;
        this.pipelines = new PipelinesApi(gateway.client());
    }

    /** One look at each; one that was deleted meanwhile is left out. */
    List<Look> all() {
        List<Look> looks = new ArrayList<>();
        @Nullable String token = null;
        do {
            String from = token;
            PipelinePage page = gateway.call("listing pipelines", () -> pipelines.listPipelines(PAGE, from));
            for (Pipeline pipeline : page.getItems()) {
                String name = pipeline.getName();
                gateway.find("reading progress of " + name, () -> pipelines.getPipelineProgress(name, null, null))
                        .map(PipelineLooks::look)
                        .ifPresent(looks::add);
            }
            token = page.getNextPageToken();
        } while (token != null);
        return looks;
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
