package io.weir.support.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A message that waits to be sent.
 *
 * @param due whether its time has come
 */
record OutboxMessage(
        long id,
        Destination destination,
        String path,
        String body,
        @Nullable String requestId,
        int attempts,
        boolean due) {

    /** One line for logs, without the body. */
    String label() {
        return "message " + id + " to " + destination + " " + path;
    }
}
