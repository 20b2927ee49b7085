package io.weir.lineage.run;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.heartbeat.Heartbeats;
import io.weir.lineage.intake.Events;
import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EventType;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads runs of clients that speak no OpenLineage; what they say becomes events like any others. */
@Service
public class RunLifecycle {

    private final Events events;
    private final Runs runs;
    private final Heartbeats heartbeats;
    private final Clock clock;

    RunLifecycle(Events events, Runs runs, Heartbeats heartbeats, Clock clock) {
        this.events = events;
        this.runs = runs;
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    /**
     * Starts a run of a job, which need not exist before, and watches it from now on. A run of the same id and job is
     * left as it is.
     *
     * @param sender whose the job is, if it is nobody's yet
     */
    @Transactional
    public Run start(String job, RunPlan plan, @Nullable Map<String, Object> metadata, String sender) {
        UUID id = plan.id() == null ? UUID.randomUUID() : plan.id();
        Optional<Run> existing = plan.id() == null ? Optional.empty() : runs.find(id);
        if (existing.isPresent()) {
            return same(existing.get(), job);
        }
        RunEvent event = new RunEvent(now(), id, DatasetNames.HOME, job, plan.started() ? EventType.START : null);
        events.take(
                List.of(event.plan(plan, parent(plan)).metadata(metadata).read().sentBy(sender)));
        heartbeats.beat(id);
        return require(id);
    }

    /** Notes that a run is alive; one that was only created starts. After its end nothing changes any more. */
    @Transactional
    public Run beat(String job, UUID id) {
        Run run = require(job, id);
        if (run.state().isTerminal()) {
            return run;
        }
        heartbeats.beat(id);
        return run.state() == RunState.NEW ? take(run, EventType.START, null, List.of()) : run;
    }

    /**
     * Says what became of a run. Ending it again in the same way is the first answer again; in another way, a conflict.
     *
     * @param metadata kept as a facet; {@code inputs} and {@code outputs} in it become the run's datasets
     */
    @Transactional
    public Run record(
            String job, UUID id, EventType type, @Nullable Map<String, Object> metadata, List<RunArtifact> artifacts) {
        Run run = require(job, id);
        if (!type.isTerminal() || !run.state().isTerminal()) {
            run = take(run, type, metadata, artifacts);
        }
        if (type.isTerminal() && run.state() != RunState.valueOf(type.name())) {
            throw new ProblemException(LineageProblem.RUN_ENDED, "The run ended as " + run.state())
                    .with("runId", id)
                    .with("state", run.state());
        }
        return run;
    }

    private Run take(Run run, EventType type, @Nullable Map<String, Object> metadata, List<RunArtifact> artifacts) {
        RunEvent event = new RunEvent(now(), run.runId(), run.namespace(), run.job(), type);
        events.take(List.of(event.metadata(metadata).artifacts(artifacts).read()));
        return require(run.runId());
    }

    private @Nullable Run parent(RunPlan plan) {
        UUID id = plan.parent();
        return id == null
                ? null
                : runs.find(id)
                        .orElseThrow(
                                () -> ProblemException.invalid("parent_run_id", "is unknown", id, "a run that exists"));
    }

    private static Run same(Run run, String job) {
        if (!run.job().equals(job)) {
            throw new ProblemException(LineageProblem.RUN_CONFLICT, "The run belongs to the job " + run.job())
                    .with("runId", run.runId());
        }
        return run;
    }

    private Run require(String job, UUID id) {
        Run run = require(id);
        if (!run.job().equals(job)) {
            throw notFound(id);
        }
        return run;
    }

    private Run require(UUID id) {
        return runs.find(id).orElseThrow(() -> notFound(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notFound(UUID id) {
        return new ProblemException(LineageProblem.RUN_NOT_FOUND, "The job has no run " + id).with("runId", id);
    }
}
