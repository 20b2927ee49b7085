package io.weir.support.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that a thread lends to the connection that it serves: at most one of each size. They stay with their thread,
 * so that nobody else can write into one while the container still looks at what is left of it.
 */
final class ThreadBuffers {

    /** Bytes of a piece of a short answer, or of the first piece of a long one. */
    static final int SMALL = 8 * 1024;

    /** Bytes of a piece of a long answer, each of which is one call of the system. */
    static final int LARGE = 128 * 1024;

    private static final ThreadLocal<ThreadBuffers> OF_THREAD = ThreadLocal.withInitial(ThreadBuffers::new);

    private @Nullable ByteBuffer small;
    private @Nullable ByteBuffer large;

    private ThreadBuffers() {}

    /** An empty one, of which this thread knows nothing until it is given back. */
    static ByteBuffer lend(boolean isLarge) {
        ThreadBuffers mine = OF_THREAD.get();
        ByteBuffer kept = isLarge ? mine.large : mine.small;
        if (isLarge) {
            mine.large = null;
        } else {
            mine.small = null;
        }
        return kept == null ? ByteBuffer.allocateDirect(isLarge ? LARGE : SMALL) : kept.clear();
    }

    /** Takes one for later, whoever lent it; any other buffer is left alone. */
    static void giveBack(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return;
        }
        ThreadBuffers mine = OF_THREAD.get();
        if (buffer.capacity() == LARGE) {
            mine.large = buffer;
        } else {
            mine.small = buffer;
        }
    }
}
