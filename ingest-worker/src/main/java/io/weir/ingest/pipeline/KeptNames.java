package io.weir.ingest.pipeline;

import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Columns that are called as Weir's own, of definitions from before none might be: they go on, and only others are refused. */
public final class KeptNames {

    private KeptNames() {}

    /**
     * What is wrong with a change.
     *
     * @param found what is wrong with all that there is after it
     * @param before what is wrong with all that there was; asked for only where it matters
     */
    public static List<FieldProblem> without(List<FieldProblem> found, Supplier<List<FieldProblem>> before) {
        if (found.stream().noneMatch(KeptNames::isOfName)) {
            return found;
        }
        List<FieldProblem> kept =
                before.get().stream().filter(KeptNames::isOfName).toList();
        return found.stream()
                .filter(problem -> !isOfName(problem) || kept.stream().noneMatch(known -> isSame(known, problem)))
                .toList();
    }

    private static boolean isOfName(FieldProblem problem) {
        return FormatRules.NOT_WEIRS.equals(problem.allowed());
    }

    /** Wherever in its list it is now. */
    private static boolean isSame(FieldProblem known, FieldProblem problem) {
        return Objects.equals(known.found(), problem.found()) && list(known).equals(list(problem));
    }

    private static String list(FieldProblem problem) {
        return problem.field().replaceAll("\\[[0-9]+\\]", "[]");
    }
}
