package io.weir.support.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.NioChannel;

/** A connection that gives its buffer back as soon as all of it was written, and reads much at once where much comes. */
final class LeanChannel extends NioChannel {

    private final LentBuffers buffers;

    LeanChannel(LentBuffers buffers) {
        super(buffers);
        this.buffers = buffers;
    }

    /** Fills what is given, and tells of nothing that came behind it: who asks for more finds that in the buffers. */
    @Override
    public int read(ByteBuffer room) throws IOException {
        Incoming incoming = buffers.incoming();
        ByteBuffer further = incoming.furtherRoom();
        if (further == null) {
            int count = super.read(room);
            incoming.wasRead(count);
            return count;
        }
        int wanted = room.remaining();
        try {
            long count = read(new ByteBuffer[] {room, further}, 0, 2);
            incoming.wasRead(count);
            return (int) Math.min(wanted, count);
        } finally {
            incoming.keep(further);
        }
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
