package io.weir.support.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.NioChannel;

/** A connection that gives its buffer back as soon as all of it was written. */
final class LeanChannel extends NioChannel {

    private final LentBuffers buffers;

    LeanChannel(LentBuffers buffers) {
        super(buffers);
        this.buffers = buffers;
    }

    @Override
    public int write(ByteBuffer piece) throws IOException {
        int written = super.write(piece);
        if (!piece.hasRemaining()) {
            buffers.written(piece);
        }
        return written;
    }
}
