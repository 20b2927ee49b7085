package io.weir.delta.storage;

import org.jspecify.annotations.Nullable;

/**
 * A store answered, and said no: it goes on saying so until somebody gives other rights or settings, or another place. Whatever
 * else fails may be well a little later.
 */
public final class StoreRefusedException extends StorageException {

    private static final long serialVersionUID = 1L;

    public StoreRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
