package io.weir.support.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a connection and not asked for yet. The container reads to where bytes are wanted wherever it can, 8 KB at a time.
 * Where it got as many, as of a long body, as many again as the thread's large buffer holds are read with the next ones; that one
 * is held for as long as some of them are left, and the thread that asks for them waits with it.
 */
final class Incoming extends PassingBuffer {

    /** Bytes that the container reads at once, here and past it. */
    static final int BYTES = 8 * 1024;

    /** The container asks for its capacity. */
    private static final ByteBuffer NOTHING =
            ByteBuffer.allocate(BYTES).limit(0).asReadOnlyBuffer();

    private volatile boolean large;

    Incoming() {
        super(NOTHING);
    }

    @Override
    ByteBuffer take() {
        return ByteBuffer.allocate(BYTES);
    }

    /** Room for what comes behind the bytes that are read next, to be given to {@link #keep}; null where little comes. */
    @Nullable
    ByteBuffer furtherRoom() {
        return large && !isHeld() ? ThreadBuffers.lend(true) : null;
    }

    /** Holds what came behind bytes that were read; a buffer without any goes back. */
    void keep(ByteBuffer further) {
        if (further.position() == 0) {
            ThreadBuffers.giveBack(further);
        } else {
            replace(further.flip());
        }
    }

    /** So many bytes were read at once; none say nothing of what comes. */
    void wasRead(long bytes) {
        if (bytes > 0) {
            large = bytes >= BYTES;
        }
    }

    @Override
    void drain() {
        super.drain();
        if (isHeld() && isEmpty()) {
            ByteBuffer empty = buffer();
            replace(null);
            ThreadBuffers.giveBack(empty);
        }
    }

    /** Puts bytes before what is left. */
    void putBack(ByteBuffer returned) {
        drain();
        ByteBuffer left = buffer();
        ByteBuffer all = ByteBuffer.allocate(Math.max(BYTES, returned.remaining() + left.remaining()));
        replace(all.put(returned).put(left).flip());
        ThreadBuffers.giveBack(left);
    }

    @Override
    void forget() {
        super.forget();
        large = false;
    }
}
