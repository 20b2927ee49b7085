package io.weir.metadata.importing;

import io.weir.metadata.MetadataProblem;

/** A log cannot be taken over. The message says which file is wrong and how. */
final class BrokenLogException extends Exception {

    private static final long serialVersionUID = 1L;

    private final MetadataProblem problem;

    BrokenLogException(MetadataProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    MetadataProblem problem() {
        return problem;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
