package io.weir.ingest.transform;

import io.weir.support.problem.FieldProblem;
import org.jspecify.annotations.Nullable;

/** A function that is not allowed, or means nothing. */
public final class FunctionRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient FieldProblem problem;

    FunctionRefusedException(String field, String message, @Nullable String found, String allowed) {
        super(field + " " + message);
        this.problem = new FieldProblem(field, message, found, allowed);
    }

    /** What is wrong with which field. */
    public FieldProblem problem() {
        return problem;
    }
}
