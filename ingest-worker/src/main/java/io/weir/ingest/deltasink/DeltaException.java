package io.weir.ingest.deltasink;

/** The metadata service refused a request or did not answer. Whether a commit happened is told by its transactions. */
public final class DeltaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeltaException(String message, Throwable cause) {
        super(message, cause);
    }
}
