package io.weir.benchmarks.lineage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that ask for the stream of live events and then read nothing of it. */
public final class SilentReaders implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4096;

    private final List<Socket> sockets = new ArrayList<>();

    /** Opens as many streams of one service. */
    public SilentReaders(URI service, String token, int count) throws IOException {
        String request = "GET /api/v1/events/stream HTTP/1.0\r\nHost: " + service.getHost()
                + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        for (int reader = 0; reader < count; reader++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many there are. */
    public int count() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
