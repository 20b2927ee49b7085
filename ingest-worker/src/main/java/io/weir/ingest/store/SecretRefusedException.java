package io.weir.ingest.store;

/** The platform does not tell a secret; its message says why, and nothing of the value. */
public final class SecretRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretRefusedException(String message) {
        super(message);
    }
}
