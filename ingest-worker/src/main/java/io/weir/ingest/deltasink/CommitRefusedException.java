package io.weir.ingest.deltasink;

/** The metadata service refused a commit, so that nothing of it happened: what it was made of is not so any more. */
public final class CommitRefusedException extends DeltaException {

    private static final long serialVersionUID = 1L;

    public CommitRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param lasting whether the table takes no such commit, whoever committed to it meanwhile */
    public CommitRefusedException(String message, boolean lasting, Throwable cause) {
        super(message, lasting, cause);
    }
}
