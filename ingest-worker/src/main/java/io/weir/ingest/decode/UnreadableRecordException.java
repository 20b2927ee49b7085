package io.weir.ingest.decode;

/** A record is not what its format says; its message is the reason of its dead letter. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String reason) {
        super(reason);
    }

    /** What to say of it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
