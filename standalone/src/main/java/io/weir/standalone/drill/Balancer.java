package io.weir.standalone.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for the replicas of a service: each new connection goes to the next of those that are ready, bytes unchanged, as
 * a Service of Kubernetes does. Connections that are open stay with their replica, whatever becomes of it.
 */
final class Balancer implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2000;
    private static final long PROBE_MILLIS = 1000;

    private final List<Replica> replicas;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "drill-balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    Balancer(int port, List<Replica> replicas) throws IOException {
        this.replicas = replicas;
        this.server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
        replicas.forEach(replica -> threads.execute(() -> watch(replica)));
    }

    private void watch(Replica replica) {
        try {
            while (!closed) {
                replica.probe();
                TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> connect(caller));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        for (int tried = 0; tried < replicas.size(); tried++) {
            Replica replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
            Socket service = new Socket();
            try {
                if (replica.isReady()) {
                    service.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), replica.port()), CONNECT_MILLIS);
                    relay(caller, service);
                    return;
                }
            } catch (IOException away) {
                closeQuietly(service);
            }
        }
        closeQuietly(caller);
    }

    private void relay(Socket caller, Socket service) {
        open.add(caller);
        open.add(service);
        threads.execute(() -> pump(caller, service));
        threads.execute(() -> pump(service, caller));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 13];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException oneEndIsGone) {
            // So is the other, below.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void closeQuietly(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // As it shall be.
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        open.forEach(this::closeQuietly);
        threads.shutdownNow();
    }
}
