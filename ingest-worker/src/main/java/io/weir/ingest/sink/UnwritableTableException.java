package io.weir.ingest.sink;

/** A table does not take what a pipeline has for it, until somebody changes one of the two. */
public final class UnwritableTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message with table, reason and what helps */
    public UnwritableTableException(String message) {
        super(message);
    }

    /** The same of which the database said more. */
    public UnwritableTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
