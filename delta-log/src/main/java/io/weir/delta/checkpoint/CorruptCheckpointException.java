package io.weir.delta.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint is not what it should be. The commits before it say the same, where they are still there. */
public class CorruptCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    CorruptCheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
