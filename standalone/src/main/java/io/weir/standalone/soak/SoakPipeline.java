package io.weir.standalone.soak;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.Pipeline;
import io.weir.client.model.Pipeline.StateEnum;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Patience;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The life of the pipelines by REST. Every call may find that an earlier one, whose answer a kill took, was done. */
final class SoakPipeline {

    private static final Patience SETTLING = new Patience(Duration.ofMinutes(5), Duration.ofMillis(100));

    private final Gateway gateway;
    private final PipelinesApi pipelines;
    private final Surprises surprises;
    private final List<String> names;

    SoakPipeline(Gateway gateway, Surprises surprises, List<String> names) {
        this.gateway = gateway;
        this.pipelines = new PipelinesApi(gateway.client());
        this.surprises = surprises;
        this.names = List.copyOf(names);
    }

    /** Has them run, whatever state the last fault left them in. */
    void ensureRunning() {
        for (String name : names) {
            Pipeline pipeline = settled(name, state -> state != StateEnum.DRAINING);
            if (pipeline.getState() == StateEnum.FAILED) {
                surprises.add("pipeline " + name + " failed: " + pipeline.getFailure());
            }
            if (pipeline.getState() == StateEnum.PAUSED) {
                gateway.unlessConflict("resuming pipeline " + name, () -> pipelines.resumePipeline(name, null));
            } else if (pipeline.getState() != StateEnum.RUNNING) {
                gateway.unlessConflict("starting pipeline " + name, () -> pipelines.startPipeline(name, null));
            }
        }
    }

    void stop() {
        names.forEach(
                name -> gateway.unlessConflict("stopping pipeline " + name, () -> pipelines.stopPipeline(name, null)));
    }

    void pause() {
        names.forEach(
                name -> gateway.unlessConflict("pausing pipeline " + name, () -> pipelines.pausePipeline(name, null)));
    }

    void drain() {
        names.forEach(
                name -> gateway.unlessConflict("draining pipeline " + name, () -> pipelines.drainPipeline(name, null)));
    }

    /** Waits until they have stopped. */
    void awaitRest() {
        for (String name : names) {
            Pipeline pipeline = settled(name, state -> state != StateEnum.DRAINING && state != StateEnum.RUNNING);
            if (pipeline.getState() != StateEnum.STOPPED) {
                surprises.add(
                        "pipeline " + name + " is " + pipeline.getState() + ", not STOPPED: " + pipeline.getFailure());
            }
        }
    }

    private Pipeline settled(String name, Predicate<StateEnum> enough) {
        return SETTLING.look(
                () -> gateway.call("reading pipeline " + name, () -> pipelines.getPipeline(name)),
                pipeline -> enough.test(pipeline.getState()));
    }

    /** How many events all of them have taken. */
    long received() {
        return names.stream()
                .mapToLong(name -> gateway.call(
                                "reading the progress of " + name,
                                () -> pipelines.getPipelineProgress(name, null, null))
                        .getReceived())
                .sum();
    }
}
