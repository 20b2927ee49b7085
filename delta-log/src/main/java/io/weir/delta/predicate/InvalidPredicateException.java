package io.weir.delta.predicate;

/** A condition that cannot be read, or that names what the table does not have. */
public final class InvalidPredicateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String problem;
    private final String found;
    private final String allowed;

    /**
     * @param position of the first character that is wrong, counted from 0
     * @param problem what is wrong, as in {@code "is no column of the table"}
     */
    public InvalidPredicateException(int position, String problem, String found, String allowed) {
        super("at character " + (position + 1) + ": " + found + " " + problem + "; allowed: " + allowed);
        this.position = position;
        this.problem = problem;
        this.found = found;
        this.allowed = allowed;
    }

    /** The first character that is wrong, counted from 1. */
    public int position() {
        return position + 1;
    }

    public String problem() {
        return problem;
    }

    public String found() {
        return found;
    }

    public String allowed() {
        return allowed;
    }
}
