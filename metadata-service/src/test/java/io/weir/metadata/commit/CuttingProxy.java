package io.weir.metadata.commit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a service and its PostgreSQL and cuts a connection at the worst moment: when a transaction that appends
 * to the log says COMMIT, before the server hears it or before its reply is passed on. Once armed, it cuts once.
 */
final class CuttingProxy implements Closeable {

    /** Where the connection is cut. */
    enum Cut {
        BEFORE_COMMIT,
        BEFORE_REPLY
    }

    private static final String MARK = "insert into commit_log";

    /** The whole statement, as texts end in the protocol; an answer that is kept may hold the word, too. */
    private static final String COMMIT = "\0COMMIT\0";

    private final ServerSocket door;
    private final int target;
    private final AtomicReference<Cut> armed = new AtomicReference<>();
    private volatile Runnable first = () -> {};

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void arm(Cut cut) {
        arm(cut, () -> {});
    }

    /** Has something happen right before a cut before the reply, such as the end of who waits for it. */
    void arm(Cut cut, Runnable event) {
        first = event;
        armed.set(cut);
    }

    /** Whether the cut that was armed was made. */
    boolean hasCut() {
        return armed.get() == null;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Connection connection = new Connection(client, server);
            start("proxy-out", connection::passRequests);
            start("proxy-in", connection::passReplies);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SocketException closed) {
                        // The other direction, or the test, has closed it.
                        Thread.currentThread().interrupt();
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean appends;
        private String heard = "";
        private volatile boolean muted;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void passRequests() throws IOException {
            pass(client.getInputStream(), server.getOutputStream(), this::heard);
        }

        void passReplies() throws IOException {
            pass(server.getInputStream(), client.getOutputStream(), reply -> passes());
        }

        private boolean passes() {
            if (muted) {
                first.run();
            }
            return !muted;
        }

        private void pass(InputStream in, OutputStream out, java.util.function.Predicate<String> goesOn)
                throws IOException {
            try (client;
                    server) {
                byte[] buffer = new byte[1 << 16];
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!goesOn.test(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    out.write(buffer, 0, length);
                }
            }
        }

        /** What is looked for may come in two pieces. */
        private boolean heard(String piece) {
            String request = heard + piece;
            appends = appends || request.contains(MARK);
            if (!appends || !request.contains(COMMIT)) {
                heard = request.substring(Math.max(0, request.length() - MARK.length() + 1));
                return true;
            }
            appends = false;
            heard = "";
            Cut cut = armed.getAndSet(null);
            muted = cut == Cut.BEFORE_REPLY;
            return cut != Cut.BEFORE_COMMIT;
        }
    }
}
