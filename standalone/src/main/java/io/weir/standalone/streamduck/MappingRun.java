package io.weir.standalone.streamduck;

import io.weir.client.api.PipelinesApi;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.demo.Gateway;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the mappings of an environment until somebody ends the process, or none of them can go on. */
final class MappingRun {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final StreamDuckEnvironment environment;
    private final Gateway gateway;
    private final MappingSetup setup;
    private final PipelinesApi pipelines;
    private final PrintWriter out;

    MappingRun(StreamDuckEnvironment environment, Gateway gateway, PrintWriter out) {
        this.environment = environment;
        this.gateway = gateway;
        this.setup = new MappingSetup(gateway, environment);
        this.pipelines = new PipelinesApi(gateway.client());
        this.out = out;
    }

    /** Has all of them run. */
    void start() {
        for (Mapping mapping : environment.mappings()) {
            setup.stores(mapping);
            setup.pipeline(mapping);
        }
        setup.stopOthers(environment.mappings().stream()
                        .map(PipelineRequests::name)
                        .collect(Collectors.toSet()))
                .forEach(name -> out.println("  " + name + " is not mapped any more, and stopped"));
        out.flush();
    }

    /**
     * Shows how far they are.
     *
     * @throws CommandFailure when all have failed as often as they may
     */
    void watch() {
        @Nullable
        RetryAdvisor advisor = environment
                .retryModel()
                .map(model -> new RetryAdvisor(model, System.getenv()))
                .orElse(null);
        List<MappingWatch> watches = environment.mappings().stream()
                .map(mapping -> new MappingWatch(mapping, environment.knobs(), out, advisor))
                .toList();
        while (!Thread.currentThread().isInterrupted()) {
            watches.forEach(this::look);
            if (watches.stream().allMatch(MappingWatch::isLost)) {
                throw new CommandFailure(
                        "every pipeline has failed: see above; when that is mended, give the same command"
                                + " again: it goes on from here");
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void look(MappingWatch watch) {
        String name = PipelineRequests.name(watch.mapping());
        boolean restart = gateway.atOnce(
                        "reading progress of " + name,
                        () -> pipelines.getPipelineProgress(name, null, null),
                        watch::tellObstacle)
                .map(progress -> watch.observe(progress, Instant.now()))
                .orElse(false);
        if (restart) {
            setup.start(name);
        }
    }
}
