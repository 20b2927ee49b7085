package io.weir.support.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A buffer that is there while bytes pass: filled at its end, then drained from its beginning. One thread at a time uses it. */
abstract sealed class PassingBuffer permits Incoming, Outgoing {

    private final ByteBuffer nothing;
    private volatile @Nullable ByteBuffer held;
    private volatile boolean filling;

    /** @param nothing stands for no buffer */
    PassingBuffer(ByteBuffer nothing) {
        this.nothing = nothing;
    }

    /** An empty one. */
    abstract ByteBuffer take();

    /** Where to put bytes after {@link #fill} and find them after {@link #drain}. */
    final ByteBuffer buffer() {
        ByteBuffer now = held;
        return now == null ? nothing : now;
    }

    /** Makes room at the end of what is left. */
    final void fill() {
        ByteBuffer now = held;
        if (now == null) {
            held = take();
        } else if (!filling) {
            now.compact();
        }
        filling = true;
    }

    /** Begins at the first byte that is left. */
    void drain() {
        if (isFilling()) {
            buffer().flip();
        }
        filling = false;
    }

    final boolean isHeld() {
        return held != null;
    }

    final boolean isFilling() {
        return held != null && filling;
    }

    final boolean isEmpty() {
        return isFilling() ? buffer().position() == 0 : !buffer().hasRemaining();
    }

    /** Goes on with another buffer, which is ready to be drained. */
    final void replace(@Nullable ByteBuffer other) {
        held = other;
        filling = false;
    }

    /** Drops what is left, and the buffer with it: a thread may still hold it that waits to write more. */
    void forget() {
        replace(null);
    }
}
