package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.Expectation;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.support.problem.FieldProblem;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What expectations must keep. */
final class ExpectationRules {

    private static final String FIELD = "expectations";
    private static final int MOST = 50;
    private static final int LONGEST = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final String MISSING = "is missing";

    private final List<FieldProblem> problems;

    ExpectationRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    /** Looks at conditions once the columns that they read are known to be right. */
    void check(PipelineDefinition definition) {
        List<DeclaredExpectation> expectations = definition.expected();
        boolean known = problems.isEmpty();
        if (expectations.size() > MOST) {
            add(FIELD, "are too many", Integer.toString(expectations.size()), "at most " + MOST);
            return;
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < expectations.size(); index++) {
            one(FIELD + "[" + index + "]", expectations.get(index), names);
        }
        if (!known || expectations.isEmpty()) {
            return;
        }
        if (!MadeColumns.areKnown(definition)) {
            add("columns", MISSING, null, "the columns that expectations read, with their types");
            return;
        }
        StructType columns = MadeColumns.of(definition).columns();
        for (int index = 0; index < expectations.size(); index++) {
            String condition = condition(expectations.get(index));
            if (condition != null && isText(condition)) {
                meaning(FIELD + "[" + index + "].condition", condition, columns);
            }
        }
    }

    private void one(String field, @Nullable DeclaredExpectation expectation, Set<String> names) {
        String name = expectation == null ? null : expectation.name();
        if (name == null || !NAME.matcher(name).matches()) {
            add(field + ".name", "is missing or cannot be a name", name, "1 to 63 letters, digits and '_'");
        } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
            add(field + ".name", "is there twice, but for its case", name, "a name of its own");
        }
        String condition = condition(expectation);
        if (!isText(condition)) {
            add(field + ".condition", "is missing or too long", condition, "1 to " + LONGEST + " characters");
        }
        if (expectation == null || expectation.action() == null) {
            add(field + ".action", MISSING, null, "WARN, DROP or FAIL");
        }
    }

    private static boolean isText(@Nullable String condition) {
        return condition != null && !condition.isBlank() && condition.length() <= LONGEST;
    }

    private static @Nullable String condition(@Nullable DeclaredExpectation expectation) {
        return expectation == null ? null : expectation.condition();
    }

    private void meaning(String field, String condition, StructType columns) {
        try {
            Expectation.of(field, condition, Expectation.Action.WARN, columns);
        } catch (TransformRefusedException refused) {
            add(field, refused.why(), refused.found(), refused.allowed());
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about an expectation", broken);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
