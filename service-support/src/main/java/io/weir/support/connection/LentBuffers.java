package io.weir.support.connection;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** Both buffers of a connection, neither of which is there while nothing is in it. */
final class LentBuffers extends SocketBufferHandler {

    private final Incoming incoming = new Incoming();
    private final Outgoing outgoing = new Outgoing();

    LentBuffers() {
        super(0, 0, false);
    }

    Incoming incoming() {
        return incoming;
    }

    /** A piece was written to its end, by this thread. */
    void written(ByteBuffer piece) {
        outgoing.written(piece);
    }

    @Override
    public void configureReadBufferForWrite() {
        incoming.fill();
    }

    @Override
    public void configureReadBufferForRead() {
        incoming.drain();
    }

    @Override
    public ByteBuffer getReadBuffer() {
        return incoming.buffer();
    }

    @Override
    public boolean isReadBufferEmpty() {
        return incoming.isEmpty();
    }

    @Override
    public void unReadReadBuffer(ByteBuffer returned) {
        incoming.putBack(returned);
    }

    @Override
    public void configureWriteBufferForWrite() {
        outgoing.fill();
    }

    @Override
    public void configureWriteBufferForRead() {
        outgoing.drain();
    }

    @Override
    public ByteBuffer getWriteBuffer() {
        return outgoing.buffer();
    }

    @Override
    public boolean isWriteBufferEmpty() {
        return outgoing.isEmpty();
    }

    @Override
    public boolean isWriteBufferWritable() {
        return outgoing.hasRoom();
    }

    @Override
    public void reset() {
        incoming.forget();
        outgoing.forget();
    }

    /** Of the connection's cipher, which these have none of. */
    @Override
    public void expand(int size) {
        throw new UnsupportedOperationException("Buffers of encrypted connections are the container's");
    }

    @Override
    public void free() {
        reset();
    }
}
