package io.weir.ingest.source;

import org.jspecify.annotations.Nullable;

/** The source cannot go on. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    public SourceException(String message, boolean lasting, @Nullable Throwable cause) {
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
