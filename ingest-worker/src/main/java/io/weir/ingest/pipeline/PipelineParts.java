package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at places and records, by the rules of pipelines, before there is a pipeline. */
@Component
public class PipelineParts {

    private final PipelineStores stores;
    private final PipelineDescriptors descriptors;

    PipelineParts(PipelineStores stores, PipelineDescriptors descriptors) {
        this.stores = stores;
        this.descriptors = descriptors;
    }

    /** Everything that is wrong with what is said; what is not said is not missed. */
    public List<FieldProblem> problems(PipelineDefinition parts) {
        PipelineDescriptors.requireNone(parts.protobuf());
        PipelineDefinition described = parts.withCopies(descriptors.current(parts.protobuf()), parts.called());
        return PipelineRules.check(described).stream()
                .filter(problem -> parts.source() != null || !problem.field().equals("source"))
                .filter(problem -> parts.target() != null || !problem.field().equals("target"))
                .toList();
    }

    /** Has nobody remove what records are read by before the transaction in hand ends; says whether it is there. */
    public boolean hold(RecordShape shape) {
        return descriptors.hold(shape.protobuf());
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
