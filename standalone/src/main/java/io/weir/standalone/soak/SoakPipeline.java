package io.weir.standalone.soak;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.Pipeline;
import io.weir.client.model.Pipeline.StateEnum;
import io.weir.client.model.PipelineProgress;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Patience;
import java.time.Duration;
import java.util.function.Predicate;

/** The pipeline's life by REST. Every call may find that an earlier one, whose answer a kill took, was done. */
final class SoakPipeline {

    private static final Patience SETTLING = new Patience(Duration.ofMinutes(5), Duration.ofMillis(100));

    private final Gateway gateway;
    private final PipelinesApi pipelines;
    private final Surprises surprises;

    SoakPipeline(Gateway gateway, Surprises surprises) {
        this.gateway = gateway;
        this.pipelines = new PipelinesApi(gateway.client());
        this.surprises = surprises;
    }

    /** Has it run, whatever state the last fault left it in. */
    void ensureRunning() {
        Pipeline pipeline = settled(state -> state != StateEnum.DRAINING);
        if (pipeline.getState() == StateEnum.FAILED) {
            surprises.add("the pipeline failed: " + pipeline.getFailure());
        }
        if (pipeline.getState() != StateEnum.RUNNING) {
            gateway.unlessConflict("starting the pipeline", () -> pipelines.startPipeline(SoakSetup.NAME, null));
        }
    }

    void stop() {
        gateway.unlessConflict("stopping the pipeline", () -> pipelines.stopPipeline(SoakSetup.NAME));
    }

    void drain() {
        gateway.unlessConflict("draining the pipeline", () -> pipelines.drainPipeline(SoakSetup.NAME));
    }

    /** Waits until it has stopped. */
    void awaitRest() {
        Pipeline pipeline = settled(state -> state != StateEnum.DRAINING && state != StateEnum.RUNNING);
        if (pipeline.getState() != StateEnum.STOPPED) {
            surprises.add("the pipeline is " + pipeline.getState() + ", not STOPPED: " + pipeline.getFailure());
        }
    }

    private Pipeline settled(Predicate<StateEnum> enough) {
        return SETTLING.look(
                () -> gateway.call("reading the pipeline", () -> pipelines.getPipeline(SoakSetup.NAME)),
                pipeline -> enough.test(pipeline.getState()));
    }

    PipelineProgress progress() {
        return gateway.call(
                "reading the pipeline's progress", () -> pipelines.getPipelineProgress(SoakSetup.NAME, null, null));
    }
}
