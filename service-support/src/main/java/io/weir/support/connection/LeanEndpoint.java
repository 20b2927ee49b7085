package io.weir.support.connection;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** Gives each connection buffers that are lent. Encrypted ones keep the container's, whose size the cipher says. */
final class LeanEndpoint extends NioEndpoint {

    @Override
    protected NioChannel createChannel(SocketBufferHandler usual) {
        return isSSLEnabled() ? super.createChannel(usual) : new LeanChannel(new LentBuffers());
    }
}
