package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.sink.Generations;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes whole what people say of pipelines: with all that they left open, and with what they name as it is now. */
@Component
public class PipelineDefinitions {

    private final PipelineStores stores;
    private final PipelinePools pools;
    private final PipelineCopies copies;
    private final NamedRelations relations;

    PipelineDefinitions(PipelineStores stores, PipelinePools pools, PipelineCopies copies, NamedRelations relations) {
        this.stores = stores;
        this.pools = pools;
        this.copies = copies;
        this.relations = relations;
    }

    /** A pipeline as it would be, but kept nowhere. */
    public Pipeline imagine(PipelineDefinition asked) {
        return imagine(asked, "");
    }

    /** The same as it would be somebody's. */
    public Pipeline imagine(PipelineDefinition asked, String maker) {
        return imagined(complete(asked), maker);
    }

    /** A pipeline that writes nowhere, as it would read; kept nowhere. */
    public Pipeline imagineReading(PipelineDefinition asked) {
        PipelineCopies.requireNone(asked);
        PipelineDefinition whole = current(asked.writing(new PipelineTarget(null, null), WriteOptions.APPENDING));
        return imagined(complete(whole, withoutTarget(whole)), "");
    }

    /** A pipeline that writes nowhere, as it would decode records of a format that somebody hands over; kept nowhere. */
    public Pipeline imagineDecoding(@Nullable RecordFormat format) {
        // Something has to be named; nobody looks there.
        PipelineSource unread = new PipelineSource("sample", "sample", null, null, null, null);
        RecordShape shape = new RecordShape(format, null, null, null, null);
        PipelineDefinition whole = PipelineDefinition.ofParts("sample", unread, null, shape)
                .writing(new PipelineTarget(null, null), WriteOptions.APPENDING);
        requireRules(withoutTarget(whole));
        return imagined(whole.complete("sample", BatchLimits.DEFAULT), "");
    }

    /** What else is wrong with a definition than that it names no table. */
    private static List<FieldProblem> withoutTarget(PipelineDefinition whole) {
        return PipelineRules.check(whole).stream()
                .filter(problem -> !problem.field().equals("target"))
                .toList();
    }

    static Pipeline imagined(PipelineDefinition definition, String maker) {
        Instant now = Instant.now();
        return new Pipeline(
                definition, new PipelineState.Created(), Placement.NONE, maker, Generations.FIRST, 0, now, now);
    }

    /** A definition that keeps the rules, with all that was left open. */
    public PipelineDefinition complete(PipelineDefinition asked) {
        PipelineCopies.requireNone(asked);
        List<FieldProblem> problems = new ArrayList<>(SaidByRelations.problems(asked));
        PipelineDefinition whole = current(asked, problems);
        problems.addAll(PipelineRules.check(whole));
        return complete(whole, problems);
    }

    /**
     * Where a relation that is named is of no use, the rest of the definition can be looked at all the same, but for what the
     * relation would have said of it.
     */
    private PipelineDefinition current(PipelineDefinition asked, List<FieldProblem> problems) {
        try {
            return current(asked);
        } catch (ProblemException unusable) {
            problems.addAll(PipelineRules.checkWithoutRelations(asked));
            if (problems.isEmpty() || !(unusable.properties().get("errors") instanceof List<?> errors)) {
                throw unusable;
            }
            errors.forEach(error -> problems.add((FieldProblem) error));
            requireRules(problems);
            throw unusable;
        }
    }

    /** A definition that is asked for with the relations, functions and descriptors that it names as they are now. */
    PipelineDefinition current(PipelineDefinition asked) {
        return copies.current(relations.current(asked));
    }

    /** The same of one whose query is kept. */
    PipelineDefinition renewed(PipelineDefinition kept) {
        return copies.current(relations.renewed(kept));
    }

    /** In the transaction that keeps a definition. Copies first: who removes one locks it before the relations that go with it. */
    void hold(PipelineDefinition definition) {
        copies.hold(definition);
        relations.hold(definition);
    }

    /** Fills in what was left open, unless something is wrong with it, its stores or its pool. */
    PipelineDefinition complete(PipelineDefinition asked, List<FieldProblem> problems) {
        List<FieldProblem> all = new ArrayList<>(problems);
        if (all.stream().noneMatch(problem -> problem.field().equals("pool"))) {
            pools.problem(asked).ifPresent(all::add);
        }
        stores.refuse(asked, all);
        return asked.complete(stores.defaultGroup(asked), stores.defaultLimits(asked));
    }

    static void requireRules(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(problems))
                    .with("errors", problems);
        }
    }
}
