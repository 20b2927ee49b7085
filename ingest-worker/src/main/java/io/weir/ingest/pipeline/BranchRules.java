package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the further tables of a pipeline must keep: each of them what a table of a pipeline's own must, and all of them to be others. */
final class BranchRules {

    static final int MOST = 16;

    private static final String FIELD = "branches";

    private final List<FieldProblem> problems;
    private final Set<String> kept;

    /** @param kept transforms that nobody asks for */
    BranchRules(List<FieldProblem> problems, Set<String> kept) {
        this.problems = problems;
        this.kept = kept;
    }

    /** Looks at transforms once the columns that they read are known to be right. */
    void check(PipelineDefinition definition) {
        List<PipelineBranch> branches = definition.streams().branched();
        if (branches.isEmpty()) {
            return;
        }
        boolean sound = TransformRules.areColumnsSound(problems);
        if (branches.size() > MOST) {
            add(FIELD, "are too many", Integer.toString(branches.size()), "at most " + MOST);
        }
        together(definition);
        for (int index = 0; index < branches.size(); index++) {
            PipelineBranch branch = branches.get(index);
            if (branch == null) {
                add(at(index), "is missing", null, "a transform and a target");
            } else {
                check(at(index) + ".", branch, definition, sound);
            }
        }
        tables(definition, branches);
    }

    private static String at(int index) {
        return FIELD + "[" + index + "]";
    }

    /** What is looked at or remembered of the rows of one table says nothing of those of others. */
    private void together(PipelineDefinition definition) {
        StreamOptions streams = definition.streams();
        alone("dedupe", streams.dedupe());
        alone("window", streams.window());
        alone("join", streams.join());
        alone("expectations", definition.expectations());
        PipelineTarget target = definition.target();
        alone("target.relation", target == null ? null : target.relation());
        if (definition.transform() == null) {
            add(
                    definition.query() == null ? "transform" : "query",
                    definition.query() == null ? "is missing" : "makes no rows of its own, and there are branches",
                    definition.query(),
                    "a SELECT that makes the rows of the pipeline's own table, such as SELECT * FROM input");
        }
    }

    private void alone(String other, @Nullable Object value) {
        if (value != null) {
            add(FIELD, "do not go with " + other, "both", "one of them");
        }
    }

    private void check(String prefix, PipelineBranch branch, PipelineDefinition definition, boolean sound) {
        places(prefix + "target", branch.target(), definition.target());
        if (branch.transform() == null) {
            add(prefix + "transform", "is missing", null, "a SELECT over input");
        }
        boolean readable = sound && branch.transform() != null;
        PipelineRules.checkBranch(branch.of(definition), readable, kept).stream()
                .map(found ->
                        new FieldProblem(field(prefix, found.field()), found.message(), found.found(), found.allowed()))
                .filter(found -> !problems.contains(found))
                .forEach(problems::add);
    }

    /** What all of them read is the pipeline's. */
    private static String field(String prefix, String field) {
        return field.startsWith("columns") ? field : prefix + field;
    }

    private void places(String field, PipelineBranch.@Nullable Target asked, @Nullable PipelineTarget own) {
        if (asked == null || own == null) {
            return;
        }
        place(field + ".warehouse", asked.warehouse(), own.warehouse(), "a table of the pipeline's warehouse");
        place(field + ".delta", asked.delta(), own.delta(), "a Delta table");
        String store = asked.warehouse() == null ? null : asked.warehouse().store();
        if (store != null
                && own.warehouse() != null
                && !store.equals(own.warehouse().store())) {
            add(
                    field + ".warehouse.store",
                    "is not that of the pipeline's own table, with which this one changes",
                    store,
                    own.warehouse().store() + ", or nothing");
        }
    }

    private void place(String field, @Nullable Object asked, @Nullable Object own, String what) {
        if (asked == null && own != null) {
            add(field, "is missing, and the pipeline's own target has one", null, what);
        }
        if (asked != null && own == null) {
            add(field, "is of no use without one of the pipeline's own target", asked.toString(), "nothing");
        }
    }

    /** Rows of two transforms in one table could not be told apart, and merged they would replace each other. */
    private void tables(PipelineDefinition definition, List<PipelineBranch> branches) {
        Map<String, String> taken = new HashMap<>();
        PipelineTarget own = definition.target();
        if (own != null && own.warehouse() != null) {
            take(taken, "target.warehouse.table", inWarehouse(own.warehouse().table()));
            take(
                    taken,
                    "target.warehouse.progressView",
                    inWarehouse(own.warehouse().progressView()));
            looked(taken, definition.streams().referenced());
        }
        if (own != null && own.delta() != null) {
            take(taken, "target.delta.table", inDelta(own.delta().table()));
            if (own.warehouse() == null) {
                take(taken, "the pipeline's dead letters", inDelta(own.delta().table() + "_dead_letter"));
            }
        }
        for (int index = 0; index < branches.size(); index++) {
            PipelineBranch.Target target =
                    branches.get(index) == null ? null : branches.get(index).target();
            if (target != null && target.warehouse() != null) {
                String field = at(index) + ".target.warehouse.table";
                refuse(
                        taken,
                        field,
                        target.warehouse().table(),
                        inWarehouse(target.warehouse().table()));
            }
            if (target != null && target.delta() != null) {
                String field = at(index) + ".target.delta.table";
                refuse(
                        taken,
                        field,
                        target.delta().table(),
                        inDelta(target.delta().table()));
            }
        }
    }

    /** What a batch looks up must not be what it writes. */
    private static void looked(Map<String, String> taken, List<DeclaredReference> references) {
        for (int index = 0; index < references.size(); index++) {
            DeclaredReference reference = references.get(index);
            if (reference != null && reference.store() == null) {
                take(taken, "references[" + index + "].table", inWarehouse(reference.table()));
            }
        }
    }

    private static void take(Map<String, String> taken, String field, @Nullable String table) {
        if (table != null) {
            taken.putIfAbsent(table, field);
        }
    }

    private void refuse(Map<String, String> taken, String field, @Nullable String found, @Nullable String table) {
        String other = table == null ? null : taken.putIfAbsent(table, field);
        if (other != null) {
            add(field, "is the table that " + other + " names", found, "a table of its own");
        }
    }

    /** DuckDB does not tell names apart by their case, and main is the schema that goes without saying. */
    private static @Nullable String inWarehouse(@Nullable String table) {
        if (table == null) {
            return null;
        }
        String lower = table.toLowerCase(Locale.ROOT);
        return "warehouse " + (lower.startsWith("main.") ? lower.substring("main.".length()) : lower);
    }

    private static @Nullable String inDelta(@Nullable String table) {
        return table == null ? null : "delta " + table;
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
