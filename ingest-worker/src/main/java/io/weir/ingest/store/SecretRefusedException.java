package io.weir.ingest.store;

/** A secret text cannot be had where it is said to be; its message says why, and nothing of the value. */
public final class SecretRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretRefusedException(String message) {
        super(message);
    }

    public SecretRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
