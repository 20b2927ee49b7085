package io.weir.ingest.deltasink;

import org.jspecify.annotations.Nullable;

/** The metadata service refused a request or did not answer. Whether a commit happened is told by its transactions. */
public class DeltaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeltaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
