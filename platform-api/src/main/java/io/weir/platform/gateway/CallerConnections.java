package io.weir.platform.gateway;

import io.weir.support.connection.LeanConnections;

/**
 * Connections of callers, of whom thousands may wait for events for hours: what the container makes room for at the beginning
 * of each is what they need. {@code AnswerRoom} makes more where an answer is more.
 */
public final class CallerConnections extends LeanConnections {

    /** Bytes, and as many characters, of an answer. */
    private static final int ANSWER = 2048;

    /** Bytes of what may come after a body; nobody here reads it. */
    private static final int TRAILERS = 1024;

    public CallerConnections() {
        setMaxTrailerSize(TRAILERS);
    }

    @Override
    public int getDesiredBufferSize() {
        return ANSWER;
    }
}
