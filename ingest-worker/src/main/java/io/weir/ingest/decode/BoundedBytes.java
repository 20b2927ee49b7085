package io.weir.ingest.decode;

import java.io.ByteArrayOutputStream;

/** What a record is translated to, which does not become more than so many bytes. */
public final class BoundedBytes extends ByteArrayOutputStream {

    private final int most;

    public BoundedBytes(int most) {
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
