package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IncomingTest {

    private final Incoming incoming = new Incoming();

    private void read(int... bytes) {
        incoming.fill();
        for (int next : bytes) {
            incoming.buffer().put((byte) next);
        }
    }

    private byte[] take() {
        incoming.drain();
        byte[] left = new byte[incoming.buffer().remaining()];
        incoming.buffer().get(left);
        return left;
    }

    @Test
    void nothingCanBePutInWhatStandsForNoBuffer() {
        assertThat(incoming.isEmpty()).isTrue();
        assertThat(incoming.buffer().isReadOnly()).isTrue();
        assertThat(incoming.buffer().remaining()).isZero();
        assertThat(incoming.buffer().capacity()).isEqualTo(Incoming.BYTES);
    }

    @Test
    void bytesComeOutAsTheyCameIn() {
        read(1, 2);
        assertThat(incoming.isEmpty()).isFalse();
        incoming.drain();
        assertThat(incoming.buffer().get()).isEqualTo((byte) 1);
        read(3);
        assertThat(take()).containsExactly(2, 3);
    }

    @Test
    void anEmptyBufferGoes() {
        read(1);
        take();
        incoming.drain();
        assertThat(incoming.buffer().isReadOnly()).isTrue();
        read(2);
        assertThat(take()).containsExactly(2);
    }

    @Test
    void whatIsPutBackIsReadFirst() {
        read(3, 4);
        incoming.putBack(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(take()).containsExactly(1, 2, 3, 4);
        incoming.putBack(ByteBuffer.wrap(new byte[Incoming.BYTES + 1]));
        assertThat(take()).hasSize(Incoming.BYTES + 1);
    }

    @Test
    void muchIsReadAtOnceOnceMuchCame() {
        assertThat(incoming.furtherRoom()).isNull();
        incoming.wasRead(Incoming.BYTES);
        ByteBuffer room = Objects.requireNonNull(incoming.furtherRoom());
        assertThat(room.remaining()).isEqualTo(ThreadBuffers.LARGE);
        incoming.keep(room.put(new byte[] {1, 2}));
        assertThat(incoming.furtherRoom()).as("while some is left").isNull();
        assertThat(take()).containsExactly(1, 2);
        incoming.drain();
        assertThat(incoming.furtherRoom()).as("the same one again").isSameAs(room);
        incoming.keep(room);
        incoming.wasRead(0);
        assertThat(incoming.furtherRoom()).as("nothing says nothing").isSameAs(room);
        incoming.keep(room);
        incoming.wasRead(Incoming.BYTES - 1);
        assertThat(incoming.furtherRoom()).isNull();
    }

    @Test
    void nothingIsHeldOfABufferInWhichNothingCame() {
        incoming.wasRead(Incoming.BYTES);
        incoming.keep(Objects.requireNonNull(incoming.furtherRoom()));
        assertThat(incoming.isHeld()).isFalse();
        assertThat(incoming.isEmpty()).isTrue();
    }

    @Test
    void whatIsPutBackComesBeforeWhatWasReadBehindIt() {
        incoming.wasRead(Incoming.BYTES);
        ByteBuffer room = Objects.requireNonNull(incoming.furtherRoom());
        incoming.keep(room.put(new byte[] {3, 4}));
        incoming.putBack(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(take()).containsExactly(1, 2, 3, 4);
        incoming.drain();
        assertThat(incoming.furtherRoom()).as("it was given back").isSameAs(room);
    }

    /** A thread may be waiting to read more into it. */
    @Test
    void aBufferThatWasForgottenIsNotLentAgain() {
        incoming.wasRead(Incoming.BYTES);
        ByteBuffer room = Objects.requireNonNull(incoming.furtherRoom());
        incoming.keep(room.put((byte) 1));
        incoming.forget();
        assertThat(incoming.furtherRoom()).as("another connection").isNull();
        incoming.wasRead(Incoming.BYTES);
        assertThat(incoming.furtherRoom()).isNotSameAs(room);
    }
}
