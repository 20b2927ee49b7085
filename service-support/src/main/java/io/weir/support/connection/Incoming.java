package io.weir.support.connection;

import java.nio.ByteBuffer;

/**
 * What was read from a connection and not asked for yet. The container reads to where bytes are wanted wherever it can, so there
 * is seldom any: then the buffer is made, and goes when it is empty.
 */
final class Incoming extends PassingBuffer {

    /** Bytes that are read at once, here and past it. */
    static final int BYTES = 8 * 1024;

    /** The container asks for its capacity. */
    private static final ByteBuffer NOTHING =
            ByteBuffer.allocate(BYTES).limit(0).asReadOnlyBuffer();

    Incoming() {
        super(NOTHING);
    }

    @Override
    ByteBuffer take() {
        return ByteBuffer.allocate(BYTES);
    }

    @Override
    void drain() {
        super.drain();
        if (isEmpty()) {
            forget();
        }
    }

    /** Puts bytes before what is left. */
    void putBack(ByteBuffer returned) {
        drain();
        ByteBuffer left = buffer();
        ByteBuffer all = ByteBuffer.allocate(Math.max(BYTES, returned.remaining() + left.remaining()));
        replace(all.put(returned).put(left).flip());
    }
}
