package io.weir.ingest.avro;

import java.io.ByteArrayOutputStream;

/** Bytes that do not become more than so many. */
final class BoundedBytes extends ByteArrayOutputStream {

    private final int most;

    BoundedBytes(int most) {
        this.most = most;
    }

    @Override
    public synchronized void write(int value) {
        require(1);
        super.write(value);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        require(length);
        super.write(bytes, offset, length);
    }

    private void require(int more) {
        if (count + more > most) {
            throw new IllegalStateException("it would be more than " + most + " bytes of JSON");
        }
    }
}
