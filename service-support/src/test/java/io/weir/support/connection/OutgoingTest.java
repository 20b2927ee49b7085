package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutgoingTest {

    private final Outgoing outgoing = new Outgoing();

    private ByteBuffer put(int bytes) {
        outgoing.fill();
        return outgoing.buffer().put(new byte[bytes]);
    }

    /** As the container writes all that is there. */
    private void writeAll() {
        outgoing.drain();
        ByteBuffer piece = outgoing.buffer();
        piece.position(piece.limit());
        outgoing.written(piece);
    }

    private void assertNothingIsHeld() {
        assertThat(outgoing.buffer().capacity()).isZero();
        assertThat(outgoing.isEmpty()).isTrue();
        assertThat(outgoing.hasRoom()).isTrue();
    }

    @Test
    void nothingIsHeldBeforeAndAfterAPiece() {
        assertNothingIsHeld();
        put(100);
        assertThat(outgoing.isEmpty()).isFalse();
        assertThat(outgoing.buffer().capacity()).isEqualTo(ThreadBuffers.SMALL);
        writeAll();
        assertNothingIsHeld();
    }

    @Test
    void afterAFullPieceTheNextIsLarge() {
        put(ThreadBuffers.SMALL);
        assertThat(outgoing.hasRoom()).isFalse();
        writeAll();
        put(ThreadBuffers.LARGE);
        assertThat(outgoing.hasRoom()).isFalse();
        writeAll();
        assertThat(put(1).capacity()).isEqualTo(ThreadBuffers.LARGE);
    }

    @Test
    void afterAPieceThatIsShortTheNextIsSmallAgain() {
        put(ThreadBuffers.SMALL);
        writeAll();
        put(ThreadBuffers.SMALL + 1);
        writeAll();
        assertThat(put(ThreadBuffers.SMALL).capacity()).isEqualTo(ThreadBuffers.LARGE);
        writeAll();
        assertThat(put(1).capacity()).isEqualTo(ThreadBuffers.SMALL);
    }

    @Test
    void whatIsLeftOfAPieceGoesFirst() {
        outgoing.fill();
        outgoing.buffer().put(new byte[] {1, 2, 3});
        outgoing.drain();
        assertThat(outgoing.buffer().get()).isEqualTo((byte) 1);
        assertThat(outgoing.hasRoom()).isFalse();
        outgoing.fill();
        outgoing.buffer().put((byte) 4);
        outgoing.drain();
        byte[] left = new byte[outgoing.buffer().remaining()];
        outgoing.buffer().get(left);
        assertThat(left).containsExactly(2, 3, 4);
    }

    @Test
    void aThreadLendsTheSameBufferAgain() {
        ByteBuffer first = put(1);
        writeAll();
        assertThat(put(1)).isSameAs(first);
    }

    @Test
    void twoConnectionsNeverHaveOneBuffer() {
        ByteBuffer mine = put(1);
        Outgoing other = new Outgoing();
        other.fill();
        assertThat(other.buffer()).isNotSameAs(mine);
    }

    /** A thread may be waiting to write more of it. */
    @Test
    void aBufferThatWasForgottenIsNotLentAgain() {
        ByteBuffer forgotten = put(1);
        outgoing.forget();
        assertNothingIsHeld();
        outgoing.written(forgotten);
        assertThat(put(1)).isNotSameAs(forgotten);
    }
}
