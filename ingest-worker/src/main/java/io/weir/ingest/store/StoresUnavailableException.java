package io.weir.ingest.store;

import org.jspecify.annotations.Nullable;

/** The platform does not say what a store is; later it may. */
public final class StoresUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoresUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
