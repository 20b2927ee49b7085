package io.weir.ingest.source;

/** The source cannot go on. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    public SourceException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    public SourceException(String message) {
        super(message);
        this.lasting = true;
    }

    /** Whether trying again cannot help. */
    public boolean isLasting() {
        return lasting;
    }
}
