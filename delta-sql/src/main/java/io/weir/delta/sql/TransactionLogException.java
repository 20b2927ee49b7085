package io.weir.delta.sql;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A database does not give or take what was asked. The message is one line that says what to do, without credentials. */
public final class TransactionLogException extends IOException {

    private static final long serialVersionUID = 1L;

    TransactionLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
