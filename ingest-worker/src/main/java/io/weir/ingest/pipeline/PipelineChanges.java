package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.support.access.NewOwner;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Changes what pipelines do, and leaves them where they are: the next start goes on at the targets' watermarks. */
@Service
public class PipelineChanges {

    private final PipelineService service;
    private final PipelineDefinitions definitions;
    private final TargetColumns targets;

    PipelineChanges(PipelineService service, PipelineDefinitions definitions, TargetColumns targets) {
        this.service = service;
        this.definitions = definitions;
        this.targets = targets;
    }

    /**
     * Changes a pipeline that is at rest.
     *
     * @param read the pipeline as it was when the caller's conditions were looked at
     * @throws io.weir.support.problem.ProblemException 409 if it is at work or paused; 412 if another changed it since; 422 with
     *     everything that is wrong
     */
    public Pipeline change(Pipeline read, PipelineChange change) {
        service.requireIdle(read, "stop it and change it then");
        PipelineDescriptors.requireNone(change.protobuf());
        PipelineDefinition changed = change.of(read.definition());
        PipelineDefinition asked = change.query() == null ? definitions.renewed(changed) : definitions.current(changed);
        PipelineDefinition after = definitions.complete(asked, problems(read, change, asked));
        if (!service.keep(read, after)) {
            service.requireIdle(service.get(read.name()), "stop it and change it then");
            throw NewOwner.overtaken("pipeline", read.name());
        }
        return service.get(read.name());
    }

    private List<FieldProblem> problems(Pipeline read, PipelineChange change, PipelineDefinition asked) {
        List<FieldProblem> problems = new ArrayList<>(change.misplaced(read.definition()));
        problems.addAll(PipelineChange.elsewhere(read.source(), asked.source()));
        problems.addAll(SaidByRelations.problems(read.definition(), change));
        problems.addAll(PipelineRules.checkChange(read.definition(), asked, change.kept(asked)));
        if (problems.isEmpty() && makesOtherColumns(read.definition(), asked)) {
            problems.addAll(misfits("", asked, targets.of(read, asked.widening())));
        }
        if (problems.isEmpty()) {
            branches(read.definition(), asked, problems);
        }
        return problems;
    }

    private void branches(PipelineDefinition before, PipelineDefinition asked, List<FieldProblem> problems) {
        List<PipelineDefinition> kept = before.branches();
        List<PipelineDefinition> branches = asked.branches();
        for (int index = 0; index < branches.size(); index++) {
            PipelineDefinition branch = branches.get(index);
            if (kept.stream().noneMatch(known -> makesTheSame(known, branch))) {
                StructType table = targets.of(PipelineDefinitions.imagined(branch, ""), StructType.EMPTY);
                problems.addAll(misfits("branches[" + index + "].", branch, table));
            }
        }
    }

    private static boolean makesTheSame(PipelineDefinition before, PipelineDefinition branch) {
        return Objects.equals(before.target(), branch.target()) && !makesOtherColumns(before, branch);
    }

    private static boolean makesOtherColumns(PipelineDefinition before, PipelineDefinition asked) {
        return !Objects.equals(before.format(), asked.format())
                || !Objects.equals(before.columns(), asked.columns())
                || !Objects.equals(before.avro(), asked.avro())
                || !Objects.equals(before.protobuf(), asked.protobuf())
                || !Objects.equals(before.transform(), asked.transform())
                || !Objects.equals(before.functions(), asked.functions())
                || !Objects.equals(before.streams().window(), asked.streams().window())
                || !Objects.equals(before.streams().join(), asked.streams().join())
                || !Objects.equals(
                        before.streams().references(), asked.streams().references());
    }

    /** A Delta table has no whole numbers of 128 bits. */
    private static boolean isSumOfDelta(PipelineDefinition asked, ColumnFit misfit) {
        PipelineTarget target = asked.target();
        return target != null
                && target.delta() != null
                && misfit.name().equals(misfit.known())
                && misfit.type().sql().equals("HUGEINT")
                && misfit.knownType().sql().equals("DECIMAL(38,0)");
    }

    /** A value that does not fit the table would be a dead letter, or stop all others; better now than then. */
    private static List<FieldProblem> misfits(String prefix, PipelineDefinition asked, StructType table) {
        MadeColumns made = MadeColumns.written(asked);
        return ColumnFit.misfits(made.columns(), table, made.isMade()).stream()
                .filter(misfit -> !isSumOfDelta(asked, misfit))
                .map(misfit -> new FieldProblem(
                        prefix + made.field(),
                        misfit.sentence(),
                        misfit.name() + " " + misfit.type().sql(),
                        misfit.known() + " " + misfit.knownType().sql() + ", or another name"))
                .toList();
    }
}
