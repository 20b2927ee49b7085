package io.weir.standalone.bench;

import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.report.Comparison;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.model.BatchLimits;
import io.weir.client.model.PipelineProgress;
import java.util.function.Consumer;

/**
 * Records that come at a steady rate, from the moment at which each is due until its pipeline says that it is committed: from
 * then on whoever asks the table sees its row.
 */
final class VisibleBench {

    private static final String TOPIC = "bench-visible";
    private static final String PIPELINE = "ingest-visible";
    private static final int RATE = 1_000;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 30;
    private static final int FLUSH_MILLIS = 1_000;
    private static final int LONGEST_WAIT_MILLIS = 10_000;
    private static final int MOST = 95;
    private static final double LIMIT = 2;

    private final Consumer<String> say;

    VisibleBench(Consumer<String> say) {
        this.say = say;
    }

    Comparison run(BenchTopic topic) throws Exception {
        topic.add(TOPIC);
        PipelinesApi pipelines = new PipelinesApi(topic.client());
        pipelines.createPipeline(
                BenchPipelines.toWarehouse(BenchPipelines.topic(TOPIC), "visible")
                        .name(PIPELINE)
                        .batch(new BatchLimits().maxWaitMillis((long) FLUSH_MILLIS)),
                null);
        pipelines.startPipeline(PIPELINE, null);
        try (SteadySender sender =
                new SteadySender(topic.bootstrapServers(), TOPIC, RATE, (WARM_UP_SECONDS + SECONDS) * RATE)) {
            Samples delays = watch(pipelines, sender);
            say.accept(String.format(
                    "%,d records at %,d/s; half visible after %.3f s, 95 of 100 after %.3f s, all after %.3f s",
                    delays.size(), RATE, delays.median(), delays.percentile(MOST), delays.percentile(100)));
            return Comparison.limit("ingest.visible.p95", delays.percentile(MOST), LIMIT, "s");
        } finally {
            pipelines.stopPipeline(PIPELINE, null);
        }
    }

    private static Samples watch(PipelinesApi pipelines, SteadySender sender) throws ApiException {
        Samples delays = new Samples();
        long[] seen = new long[BenchTopic.PARTITIONS];
        long visible = 0;
        while (visible < sender.count()) {
            sender.requireNoFailure();
            PipelineProgress progress = pipelines.getPipelineProgress(PIPELINE, visible + 1, LONGEST_WAIT_MILLIS);
            if (progress.getState() == PipelineProgress.StateEnum.FAILED) {
                throw new IllegalStateException(PIPELINE + " failed: " + progress.getFailure());
            }
            long now = System.nanoTime();
            for (var partition : progress.getPartitions()) {
                int number = partition.getPartition();
                for (; seen[number] <= partition.getWatermark(); seen[number]++) {
                    long index = seen[number] * BenchTopic.PARTITIONS + number;
                    visible++;
                    if (index >= WARM_UP_SECONDS * RATE) {
                        delays.add((now - sender.due(index)) / 1e9);
                    }
                }
            }
        }
        return delays;
    }
}
