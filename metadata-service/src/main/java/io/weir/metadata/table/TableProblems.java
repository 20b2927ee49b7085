package io.weir.metadata.table;

import io.weir.delta.Violation;
import io.weir.metadata.MetadataProblem;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The problems that every feature of a table meets. */
public final class TableProblems {

    /** The member of a problem document that tells the table's own id. */
    public static final String TABLE_ID = "tableId";

    private TableProblems() {}

    public static ProblemException notFound(String table) {
        return new ProblemException(MetadataProblem.TABLE_NOT_FOUND, "There is no table " + table);
    }

    /** What somebody knows as the table of a name takes its time to be used; by then another one may have that. */
    public static ProblemException replaced(String table, UUID meant) {
        return new ProblemException(
                MetadataProblem.TABLE_NOT_FOUND,
                "Table " + table + " with the id " + meant + " was dropped, and another one has its name");
    }

    /** A version that a table does not have. */
    public static ProblemException versionNotFound(TableHead head, long first, Object found) {
        String allowed = first + " to " + head.version();
        return noVersion(
                head,
                "Table " + head.name() + " has the versions " + allowed + ", not " + found,
                new FieldProblem("version", "is no version of the table", found.toString(), allowed));
    }

    /**
     * A time before a table's first version.
     *
     * @param first when that was committed
     */
    public static ProblemException tooEarly(TableHead head, Instant first, Instant found) {
        return noVersion(
                head,
                "Table " + head.name() + " begins at " + first + ", not at " + found + " or before",
                new FieldProblem(
                        "timestamp", "is before the table's first version", found.toString(), first + " or later"));
    }

    private static ProblemException noVersion(TableHead head, String detail, FieldProblem invalid) {
        ProblemException problem =
                new ProblemException(MetadataProblem.VERSION_NOT_FOUND, detail).with("errors", List.of(invalid));
        return about(head.uuid(), problem);
    }

    /** A problem with a table that was found: the document, the answer's header and the audit log say which it was. */
    public static ProblemException about(UUID tableId, ProblemException problem) {
        return problem.with(TABLE_ID, tableId);
    }

    /** Fields of a request, or actions, that cannot be taken; all of them at once. */
    public static ProblemException invalid(ProblemCode code, List<Violation> violations) {
        List<FieldProblem> errors = violations.stream()
                .map(violation -> new FieldProblem(
                        violation.field(), violation.message(), violation.found(), violation.allowed()))
                .toList();
        return new ProblemException(code, violations.get(0).toString()).with("errors", errors);
    }

    /** As {@link #invalid(ProblemCode, List)}, of a request's fields. */
    public static ProblemException invalid(List<Violation> violations) {
        return invalid(CommonProblem.INVALID_REQUEST, violations);
    }

    /** A problem of a part of a request: its fields are named below the part's own name. */
    public static ProblemException below(String part, ProblemException problem) {
        ProblemException moved = new ProblemException(problem.problem(), part + ": " + problem.getMessage());
        problem.properties().forEach((name, value) -> moved.with(name, value));
        if (problem.properties().get("errors") instanceof List<?> errors) {
            moved.with(
                    "errors", errors.stream().map(error -> below(part, error)).toList());
        }
        return moved;
    }

    private static Object below(String part, Object error) {
        return error instanceof FieldProblem field
                ? new FieldProblem(part + "." + field.field(), field.message(), field.found(), field.allowed())
                : error;
    }
}
