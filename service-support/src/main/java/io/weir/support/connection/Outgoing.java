package io.weir.support.connection;

import java.nio.ByteBuffer;

/**
 * What is to be written to a connection: in a buffer that is lent for as long as something is in it. It is a small one at
 * first and a large one after that was full, until a piece goes that a small one could have held. One that is stuck, since
 * nobody reads at the other end, thus holds a large one only where a thread waits with it.
 */
final class Outgoing extends PassingBuffer {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private volatile boolean large;

    Outgoing() {
        super(NOTHING);
    }

    @Override
    ByteBuffer take() {
        return ThreadBuffers.lend(large);
    }

    @Override
    void drain() {
        if (isFilling()) {
            large = !buffer().hasRemaining() || buffer().position() > ThreadBuffers.SMALL;
        }
        super.drain();
    }

    boolean hasRoom() {
        return isFilling() ? buffer().hasRemaining() : !buffer().hasRemaining();
    }

    /** A piece was written to its end, by this thread. It counts which buffer it is, not what is in it. */
    @SuppressWarnings("ReferenceEquality")
    void written(ByteBuffer piece) {
        if (piece == buffer() && piece.capacity() > 0) {
            replace(null);
            ThreadBuffers.giveBack(piece);
        }
    }

    @Override
    void forget() {
        super.forget();
        large = false;
    }
}
