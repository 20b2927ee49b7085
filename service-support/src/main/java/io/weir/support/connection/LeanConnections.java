package io.weir.support.connection;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Connections that hold no buffer of the container's while they wait, and write bodies in large pieces. The container gives
 * each connection 16 KB for as long as it lasts, and writes in pieces of the 8 KB that half of them are.
 */
public class LeanConnections extends Http11NioProtocol {

    public LeanConnections() {
        super(new LeanEndpoint());
    }
}
