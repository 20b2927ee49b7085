package io.weir.ingest.relation;

import io.weir.support.problem.FieldProblem;
import org.jspecify.annotations.Nullable;

/** A relation is named where it is of no use. */
public final class UnusableRelationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient FieldProblem problem;

    UnusableRelationException(String field, String message, @Nullable Object found, @Nullable String allowed) {
        super(field + " " + message);
        this.problem = new FieldProblem(field, message, found == null ? null : found.toString(), allowed);
    }

    FieldProblem problem() {
        return problem;
    }
}
