package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pool.ComputePools;
import io.weir.ingest.pool.Units;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** The compute pools that pipelines name, and the units that they have of them. */
@Component
class PipelinePools {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final ComputePools pools;
    private final Units units;

    PipelinePools(ComputePools pools, Units units) {
        this.pools = pools;
        this.units = units;
    }

    /** What is wrong with the pool that a definition names: that it is not there. */
    Optional<FieldProblem> problem(PipelineDefinition definition) {
        return pools.find(definition.poolName()).isPresent() ? Optional.empty() : Optional.of(absent(definition));
    }

    /** What to say where a pool that was there is gone when the pipeline is written. What else cannot be written is not its fault. */
    static RuntimeException gone(PipelineDefinition definition, DataIntegrityViolationException cause) {
        boolean names = cause.getMostSpecificCause() instanceof SQLException refused
                && FOREIGN_KEY_VIOLATION.equals(refused.getSQLState());
        if (!names) {
            return cause;
        }
        ProblemException refusal = unknown(definition);
        refusal.initCause(cause);
        return refusal;
    }

    private static ProblemException unknown(PipelineDefinition definition) {
        FieldProblem problem = absent(definition);
        return new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(List.of(problem)))
                .with("errors", List.of(problem));
    }

    private static FieldProblem absent(PipelineDefinition definition) {
        return new FieldProblem(
                "pool", "is no compute pool", definition.poolName(), "the name of a compute pool, or nothing");
    }

    /** Before a pipeline changes its state, in the same transaction. Who asks for work wakes a pool that had none. */
    void beforeMove(Pipeline pipeline, PipelineState to) {
        units.hold();
        if (to instanceof PipelineState.Active) {
            units.wake(pipeline.pool());
        }
    }

    /** After it changed its state: it may have a unit now, or leave one to another. */
    void afterMove() {
        units.settle();
    }

    /** Says of a pipeline that runs already that somebody wants it to. */
    void wake(Pipeline pipeline) {
        units.hold();
        units.wake(pipeline.pool());
        units.settle();
    }
}
