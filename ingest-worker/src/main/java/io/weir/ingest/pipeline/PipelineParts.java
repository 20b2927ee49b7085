package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at places and records, by the rules of pipelines, before there is a pipeline. */
@Component
public class PipelineParts {

    private final PipelineStores stores;

    PipelineParts(PipelineStores stores) {
        this.stores = stores;
    }

    /** Everything that is wrong with what is said; what is not said is not missed. */
    public List<FieldProblem> problems(PipelineDefinition parts) {
        return PipelineRules.check(parts).stream()
                .filter(problem -> parts.source() != null || !problem.field().equals("source"))
                .filter(problem -> parts.target() != null || !problem.field().equals("target"))
                .toList();
    }

    /**
     * Refuses stores that are not there, or are of no use in their place.
     *
     * @throws io.weir.support.problem.ProblemException 422, or 503 where the stores cannot be looked up
     */
    public void requireStores(PipelineDefinition parts) {
        stores.check(parts);
    }
}
