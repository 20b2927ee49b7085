package io.weir.standalone.sending;

import org.jspecify.annotations.Nullable;

/** Events cannot be sent. The message is one line that says what to do. */
public final class SendingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SendingException(String message) {
        super(message);
    }

    public SendingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
