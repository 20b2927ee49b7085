package io.weir.benchmarks.ingest;

import io.weir.benchmarks.measure.Trial;
import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.PipelinesApi;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.PipelineProgress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A new pipeline from a topic that is already full into a new table, from the request to start it until the watermarks say
 * that every record is committed.
 */
public final class PipelineLoad implements Trial {

    private static final int LONGEST_WAIT_MILLIS = 10_000;

    private final String name;
    private final PipelinesApi pipelines;
    private final IntFunction<CreatePipelineRequest> definition;
    private final long events;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * @param definition of the pipeline of each repetition, counted from 1, but for its name
     * @param events records in the topic
     */
    public PipelineLoad(String name, ApiClient client, IntFunction<CreatePipelineRequest> definition, long events) {
        this.name = name;
        this.pipelines = new PipelinesApi(client);
        this.definition = definition;
        this.events = events;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws ApiException {
        int repetition = number.incrementAndGet();
        String pipeline = name.replace('.', '-') + "-" + repetition;
        pipelines.createPipeline(definition.apply(repetition).name(pipeline), null);
        long begin = System.nanoTime();
        pipelines.startPipeline(pipeline, null);
        // The topic does not grow: the last batch need not wait for more.
        pipelines.drainPipeline(pipeline, null);
        awaitCommitted(pipeline);
        double seconds = (System.nanoTime() - begin) / 1e9;
        awaitStopped(pipeline);
        pipelines.deletePipeline(pipeline, null);
        return seconds;
    }

    private void awaitCommitted(String pipeline) throws ApiException {
        PipelineProgress progress = await(pipeline, events);
        while (progress.getReceived() < events) {
            if (progress.getState() == PipelineProgress.StateEnum.STOPPED) {
                throw new IllegalStateException(pipeline + " stopped after " + progress.getReceived() + " events");
            }
            progress = await(pipeline, events);
        }
        if (progress.getDeadLettered() > 0) {
            throw new IllegalStateException(
                    pipeline + " has " + progress.getDeadLettered() + " dead letters: the comparison is void");
        }
    }

    private void awaitStopped(String pipeline) throws ApiException {
        PipelineProgress progress = await(pipeline, null);
        while (progress.getState() != PipelineProgress.StateEnum.STOPPED) {
            progress = await(pipeline, null);
        }
    }

    /** The service says when it is so far: asking it again and again would take time from what is measured. */
    private PipelineProgress await(String pipeline, @Nullable Long received) throws ApiException {
        PipelineProgress progress = pipelines.getPipelineProgress(pipeline, received, LONGEST_WAIT_MILLIS);
        if (progress.getState() == PipelineProgress.StateEnum.FAILED) {
            throw new IllegalStateException(pipeline + " failed: " + progress.getFailure());
        }
        return progress;
    }
}
