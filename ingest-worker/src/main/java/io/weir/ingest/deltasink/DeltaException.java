package io.weir.ingest.deltasink;

import org.jspecify.annotations.Nullable;

/** The metadata service refused a request or did not answer. Whether a commit happened is told by its transactions. */
public class DeltaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    /** Something that may be otherwise the next time. */
    public DeltaException(String message, @Nullable Throwable cause) {
        this(message, false, cause);
    }

    /** @param lasting whether trying again cannot help until somebody changes the table or the pipeline */
    public DeltaException(String message, boolean lasting, @Nullable Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    /** What somebody must change before the pipeline can go on. */
    static DeltaException lasting(String message) {
        return new DeltaException(message, true, null);
    }

    /** Whether trying again cannot help until somebody changes the table or the pipeline. */
    public boolean isLasting() {
        return lasting;
    }
}
