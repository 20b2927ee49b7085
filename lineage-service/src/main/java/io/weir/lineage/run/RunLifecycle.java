package io.weir.lineage.run;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.Producer;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Starts and ends runs for clients that speak no OpenLineage; what they say becomes events like any others. */
@Service
public class RunLifecycle {

    private final Events events;
    private final Runs runs;
    private final Clock clock;

    RunLifecycle(Events events, Runs runs, Clock clock) {
        this.events = events;
        this.runs = runs;
        this.clock = clock;
    }

    /** Starts a run of a job, which need not exist before. */
    public Run start(String job, @Nullable Map<String, Object> metadata) {
        UUID run = UUID.randomUUID();
        take("START", run, Map.of("namespace", DatasetNames.HOME, "name", job), metadata, List.of());
        return require(run);
    }

    /**
     * Ends a run. Ending it again in the same way is the first answer again; in the other way, a conflict.
     *
     * @param metadata kept as a facet; {@code inputs} and {@code outputs} in it become the run's datasets
     */
    public Run complete(
            String job, UUID id, boolean success, @Nullable Map<String, Object> metadata, List<RunArtifact> artifacts) {
        Run run = require(id);
        if (!run.job().equals(job)) {
            throw notFound(id);
        }
        RunState wanted = success ? RunState.COMPLETE : RunState.FAIL;
        if (!run.state().isTerminal()) {
            Map<String, Object> named = Map.of("namespace", run.namespace(), "name", run.job());
            take(wanted.name(), id, named, metadata, artifacts);
            run = require(id);
        }
        if (run.state() != wanted) {
            throw new ProblemException(LineageProblem.RUN_ENDED, "The run ended as " + run.state())
                    .with("runId", id)
                    .with("state", run.state());
        }
        return run;
    }

    private void take(
            String type,
            UUID run,
            Map<String, Object> job,
            @Nullable Map<String, Object> metadata,
            List<RunArtifact> artifacts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Object> event = Producer.event(now);
        event.put("eventType", type);
        event.put("job", job);
        event.put("run", Map.of("runId", run.toString(), "facets", facets(metadata, artifacts)));
        event.put("inputs", RunMembers.datasets(metadata, "inputs"));
        event.put("outputs", RunMembers.datasets(metadata, "outputs"));
        events.take(List.of(EventReader.read(EventJson.tree(event))));
    }

    private static Map<String, Object> facets(@Nullable Map<String, Object> metadata, List<RunArtifact> artifacts) {
        Map<String, Object> facets = new LinkedHashMap<>();
        if (metadata != null && !metadata.isEmpty()) {
            facets.put("weir_metadata", Producer.facet(Map.of("metadata", metadata)));
        }
        if (!artifacts.isEmpty()) {
            facets.put("weir_artifacts", Producer.facet(Map.of("artifacts", artifacts)));
        }
        return facets;
    }

    private Run require(UUID id) {
        return runs.find(id).orElseThrow(() -> notFound(id));
    }

    private static ProblemException notFound(UUID id) {
        return new ProblemException(LineageProblem.RUN_NOT_FOUND, "The job has no run " + id).with("runId", id);
    }
}
