package io.weir.ingest.pipeline;

import io.weir.support.note.Notes;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pipeline's definition must keep. Finds everything that is wrong with it, not only the first. */
final class PipelineRules {

    private static final String NAME_RULE =
            "1 to 100 letters, digits, '_', '-' or '.', beginning with a letter or digit";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern PLACE =
            Pattern.compile("(?!(?:.*/)?\\.{1,2}(?:/|$))(?=.{1,1000}$)[^/\\x00-\\x1f\\x7f]+(/[^/\\x00-\\x1f\\x7f]+)*");
    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,99}\\.)?[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final String TABLE_RULE = "letters, digits and '_', with or without a schema before a dot";
    private static final String TABLES = "warehouse, delta, or both";
    private static final String MISSING = "is missing";

    private final List<FieldProblem> problems = new ArrayList<>();

    private PipelineRules() {}

    /** Looks at a definition that is asked for. */
    static List<FieldProblem> check(PipelineDefinition definition) {
        return check(definition, Set.of());
    }

    /** @param kept transforms of it that nobody asks for: they go on as they did */
    static List<FieldProblem> check(PipelineDefinition definition, Set<String> kept) {
        PipelineRules rules = new PipelineRules();
        rules.itself(definition);
        rules.source(definition.source());
        rules.target(definition.target());
        new FormatRules(rules.problems).check(definition);
        new WriteRules(rules.problems).check(definition);
        new ReferenceRules(rules.problems).check(definition);
        new TransformRules(rules.problems, kept).check(definition);
        new ExpectationRules(rules.problems).check(definition);
        new StreamRules(rules.problems).check(definition);
        new JoinRules(rules.problems, kept).check(definition);
        new ClusteringRules(rules.problems).check(definition);
        new PartitionRules(rules.problems).check(definition);
        new CompactionRules(rules.problems).check(definition);
        new BranchRules(rules.problems, kept).check(definition);
        return List.copyOf(rules.problems);
    }

    /**
     * Looks at what a definition is to become.
     *
     * @param kept as for {@link #check(PipelineDefinition, Set)}
     */
    static List<FieldProblem> checkChange(PipelineDefinition before, PipelineDefinition after, Set<String> kept) {
        return KeptNames.without(check(after, kept), () -> check(before, before.kept(StreamOptions.NONE)));
    }

    /** Looks at what no relation says anything of. */
    static List<FieldProblem> checkWithoutRelations(PipelineDefinition definition) {
        PipelineRules rules = new PipelineRules();
        rules.itself(definition);
        return List.copyOf(rules.problems);
    }

    private void itself(PipelineDefinition definition) {
        matches("name", definition.name(), NAME, NAME_RULE);
        matches("pool", definition.poolName(), NAME, NAME_RULE);
        Notes.problem(definition.noted()).ifPresent(problems::add);
        if (definition.batch() != null) {
            batch(definition.batch());
        }
    }

    /** Looks at where records come from and what they become, of one that says nothing else. */
    static List<FieldProblem> checkRecords(PipelineDefinition definition, Set<String> kept) {
        PipelineRules rules = new PipelineRules();
        rules.source(definition.source());
        new FormatRules(rules.problems).check(definition);
        new TransformRules(rules.problems, kept).check(definition);
        return List.copyOf(rules.problems);
    }

    /**
     * Looks at a further table, as at that of a pipeline which has it alone.
     *
     * @param readable whether its transform can be looked at
     * @param kept as for {@link #check(PipelineDefinition, Set)}
     */
    static List<FieldProblem> checkBranch(PipelineDefinition branch, boolean readable, Set<String> kept) {
        PipelineRules rules = new PipelineRules();
        PipelineTarget target = branch.target();
        if (target == null || (target.warehouse() == null && target.delta() == null)) {
            rules.add("target", "names no table", null, TABLES);
        } else {
            rules.tables(target);
        }
        new WriteRules(rules.problems).check(branch);
        if (readable) {
            new TransformRules(rules.problems, kept).check(branch);
            if (rules.problems.isEmpty()) {
                new ClusteringRules(rules.problems).check(branch);
                new PartitionRules(rules.problems).check(branch);
            }
        }
        new CompactionRules(rules.problems).check(branch);
        return List.copyOf(rules.problems);
    }

    /** All of it in one line. */
    static String sentence(List<FieldProblem> problems) {
        return problems.stream()
                .map(problem -> problem.field() + " " + problem.message())
                .collect(Collectors.joining("; "));
    }

    private void source(@Nullable PipelineSource source) {
        if (source == null) {
            add("source", MISSING, null, "a store and a topic");
            return;
        }
        matches("source.store", source.store(), NAME, NAME_RULE);
        matches(
                "source.topic",
                source.topic(),
                PLACE,
                StoreRules.TOPIC_RULE + "; of files the path of a folder or a file below the store's folder");
        if (source.consumerGroup() != null && source.consumerGroup().isBlank()) {
            add(
                    "source.consumerGroup",
                    "is empty",
                    source.consumerGroup(),
                    "a name, or nothing for the pipeline's own");
        }
        new StartRules(problems, "source.").check(source);
    }

    private void target(@Nullable PipelineTarget target) {
        if (target == null || (target.warehouse() == null && target.delta() == null)) {
            add("target", "names no table", null, TABLES);
            return;
        }
        if (target.warehouse() != null) {
            matches("target.warehouse.store", target.warehouse().store(), NAME, NAME_RULE);
            progressView(target.warehouse());
        }
        tables(target);
    }

    private void tables(PipelineTarget target) {
        if (target.warehouse() != null) {
            warehouseTable("target.warehouse.table", target.warehouse().table());
        }
        if (target.delta() != null) {
            matches("target.delta.table", target.delta().table(), NAME, NAME_RULE);
        }
    }

    private void warehouseTable(String field, @Nullable String table) {
        matches(field, table, TABLE, TABLE_RULE);
        if (table != null && table.toLowerCase(Locale.ROOT).startsWith("weir.")) {
            add(field, "is in the schema of the control tables", table, "another schema");
        }
    }

    private void progressView(PipelineTarget.WarehouseTarget target) {
        String view = target.progressView();
        if (view == null) {
            return;
        }
        String field = "target.warehouse.progressView";
        warehouseTable(field, view);
        if (view.equalsIgnoreCase(target.table())) {
            add(field, "is the table itself", view, "another name");
        }
    }

    private void batch(BatchLimits batch) {
        within("batch.maxRows", batch.rows(), 1, 2_000_000);
        within("batch.maxBytes", batch.bytes(), 1_024, 256L << 20);
        within("batch.maxWaitMillis", batch.waitMillis(), 10, 3_600_000);
    }

    private void within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            add(field, "is out of range", Long.toString(value), least + " to " + most);
        }
    }

    private void matches(String field, @Nullable String value, Pattern pattern, String allowed) {
        if (value == null || value.isEmpty()) {
            add(field, MISSING, null, allowed);
        } else if (!pattern.matcher(value).matches()) {
            add(field, "has characters that are not allowed, or is too long", value, allowed);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
