package io.weir.standalone.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do its work. The message, one line that says what to do, goes to stderr; the exit code is 1. */
public sealed class CommandFailure extends RuntimeException permits Refusal {

    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
