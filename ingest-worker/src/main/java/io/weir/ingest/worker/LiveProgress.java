package io.weir.ingest.worker;

import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.DeclaredExpectation;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.SourceException;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Progress out of the running session; of a pipeline that does not run, or that several workers share, out of its sinks. */
@Component
class LiveProgress implements ProgressReports {

    private final PipelineService pipelines;
    private final PipelineWorkers workers;
    private final PipelineStores stores;
    private final Targets targets;
    private final Brokers brokers;

    LiveProgress(
            PipelineService pipelines,
            PipelineWorkers workers,
            PipelineStores stores,
            Targets targets,
            Brokers brokers) {
        this.pipelines = pipelines;
        this.workers = workers;
        this.stores = stores;
        this.targets = targets;
        this.brokers = brokers;
    }

    @Override
    public PipelineProgress of(String name) {
        Pipeline pipeline = pipelines.get(name);
        Optional<PipelineRunner> runner = workers.runner(name);
        if (pipeline.task() instanceof PipelineState.Active && runner.isPresent()) {
            SessionProgress live = runner.get().progress();
            if (live != null && live.isOf(pipeline) && !live.isShared()) {
                String failure = runner.get().failure();
                return report(pipeline, live.partitions(), live.watermarks(), failure);
            }
        }
        return atRest(pipeline, runner.map(PipelineRunner::failure).orElse(null));
    }

    private PipelineProgress atRest(Pipeline pipeline, @Nullable String failure) {
        String reason = pipeline.state() instanceof PipelineState.Failed failed ? failed.reason() : failure;
        if (pipeline.state() instanceof PipelineState.Created) {
            return report(pipeline, List.of(), Map.of(), reason);
        }
        try (OpenTargets open = targets.open(pipeline)) {
            Map<Integer, Watermark> watermarks = open.watermarks();
            return report(pipeline, partitions(pipeline, watermarks), watermarks, reason);
        } catch (SQLException | DeltaException failed) {
            throw ProblemException.unavailable(
                    "the sinks of pipeline " + pipeline.name() + " do not answer: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }

    /** A topic that does not answer leaves the lag unknown, which is no reason not to tell the rest. */
    private List<PartitionProgress> partitions(Pipeline pipeline, Map<Integer, Watermark> watermarks) {
        Map<Integer, Long> starts = new TreeMap<>(pipelines.starts(pipeline));
        Map<Integer, Long> ends = told(() -> brokers.ends(stores.subscription(pipeline)));
        List<PartitionProgress> partitions = partitions(watermarks, starts, ends);
        Map<Integer, Long> behind = partitions.stream()
                .filter(partition -> partition.lag() > 0 && partition.watermark() != Watermark.NONE)
                .collect(Collectors.toMap(PartitionProgress::partition, PartitionProgress::watermark));
        if (behind.isEmpty()) {
            return partitions;
        }
        told(() -> brokers.passed(stores.subscription(pipeline), behind))
                .forEach((partition, next) -> starts.merge(partition, next, Math::max));
        return partitions(watermarks, starts, ends);
    }

    private static Map<Integer, Long> told(Supplier<Map<Integer, Long>> question) {
        try {
            return question.get();
        } catch (SourceException unavailable) {
            return Map.of();
        }
    }

    private static List<PartitionProgress> partitions(
            Map<Integer, Watermark> watermarks, Map<Integer, Long> starts, Map<Integer, Long> ends) {
        TreeSet<Integer> all = new TreeSet<>(watermarks.keySet());
        all.addAll(ends.keySet());
        List<PartitionProgress> partitions = new ArrayList<>();
        for (int partition : all) {
            Watermark watermark = watermarks.getOrDefault(partition, Watermark.START);
            partitions.add(PartitionProgress.of(
                    partition,
                    watermark.epoch(),
                    watermark.sequence(),
                    starts.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L)));
        }
        return partitions;
    }

    private PipelineProgress report(
            Pipeline pipeline,
            List<PartitionProgress> partitions,
            Map<Integer, Watermark> watermarks,
            @Nullable String failure) {
        Map<Integer, Long> lost = pipelines.lost(pipeline);
        return PipelineProgress.of(
                pipeline.name(),
                pipeline.state().name().name(),
                pipeline.state().runId(),
                partitions.stream()
                        .map(partition -> partition.lost(lost.getOrDefault(partition.partition(), 0L)))
                        .toList(),
                watermarks.values(),
                pipeline.branches().stream().map(Pipeline::tableName).toList(),
                pipeline.expectations().stream()
                        .map(DeclaredExpectation::name)
                        .filter(Objects::nonNull)
                        .toList(),
                failure);
    }
}
