package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
}
