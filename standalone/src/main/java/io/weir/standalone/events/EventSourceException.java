package io.weir.standalone.events;

import org.jspecify.annotations.Nullable;

/** Events cannot be read. The message is one line that says what to do. */
public final class EventSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EventSourceException(String message) {
        super(message);
    }

    public EventSourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
