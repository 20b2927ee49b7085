package io.weir.ingest.source.kafka;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.protocol.ApiKeys;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A broker whose connections break in mid-sentence. Clients reach it through a proxy that knows where requests and answers begin and end:
 * it cuts within the bytes of every third large answer, which only one with records is, and with it all connections that there are; and it
 * cuts one at every second commit of offsets, before the broker hears of it or before the client hears the answer.
 */
public final class CuttingBroker implements Closeable {

    /** Answers without records are shorter. */
    private static final int LARGE_BYTES = 1 << 14;

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    private final ServerSocket door;
    private final int target;
    private final Random random = new Random(7);
    private final AtomicInteger largeAnswers = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger cutAnswers = new AtomicInteger();
    private final AtomicInteger cutCommits = new AtomicInteger();
    private final AtomicLong passedBytes = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param port that is free, where the broker listens behind the proxy */
    public CuttingBroker(int port) throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        target = port;
        String own = "EXTERNAL://localhost:0";
        Map.of(
                        "listeners",
                        own + ",CONTROLLER://localhost:0,CUT://localhost:" + target,
                        "advertised.listeners",
                        own + ",CUT://" + address(),
                        "listener.security.protocol.map",
                        "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,CUT:PLAINTEXT")
                .forEach(broker::brokerProperty);
        broker.afterPropertiesSet();
        start(this::accept);
    }

    /** The broker itself, whose own connections hold. */
    public EmbeddedKafkaKraftBroker broker() {
        return broker;
    }

    /** Where connections break. */
    public String address() {
        return "localhost:" + door.getLocalPort();
    }

    /** How many answers were cut off within their records. */
    public int cutAnswers() {
        return cutAnswers.get();
    }

    /** How many commits of offsets were cut off, heard by the broker or not. */
    public int cutCommits() {
        return cutCommits.get();
    }

    /** How many bytes of answers clients were sent, those of answers that were cut off included. */
    public long passedBytes() {
        return passedBytes.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            start(() -> pass(client, server, this::passRequest));
            start(() -> pass(server, client, this::passAnswer));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException | EOFException ended) {
                // One side, or the other direction, has closed the connection.
                Thread.currentThread().interrupt();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a message on, and says whether the connection is to hold. */
    private interface Handing {
        boolean on(byte[] message, DataOutputStream to) throws IOException;
    }

    private void pass(Socket from, Socket to, Handing handing) throws IOException {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            boolean holds = true;
            while (holds) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                holds = handing.on(message, out);
            }
        } finally {
            open.removeAll(Set.of(from, to));
        }
    }

    private static void send(byte[] message, int bytes, DataOutputStream to) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + bytes);
        to.write(framed.putInt(message.length).put(message, 0, bytes).array());
    }

    private boolean passRequest(byte[] request, DataOutputStream broker) throws IOException {
        boolean commit = ByteBuffer.wrap(request).getShort() == ApiKeys.OFFSET_COMMIT.id;
        int nth = commit ? commits.incrementAndGet() : 0;
        boolean holds = !commit || nth % 2 == 0;
        if (holds || nth % 4 == 1) {
            send(request, request.length, broker);
        }
        if (!holds) {
            cutCommits.incrementAndGet();
        }
        return holds;
    }

    private boolean passAnswer(byte[] answer, DataOutputStream client) throws IOException {
        if (answer.length < LARGE_BYTES || largeAnswers.incrementAndGet() % 3 != 0) {
            answer(answer, answer.length, client);
            return true;
        }
        answer(answer, random.nextInt(answer.length), client);
        for (Socket each : open) {
            each.close();
        }
        cutAnswers.incrementAndGet();
        return false;
    }

    private void answer(byte[] answer, int bytes, DataOutputStream client) throws IOException {
        send(answer, bytes, client);
        passedBytes.addAndGet(bytes);
    }

    @Override
    public void close() throws IOException {
        door.close();
        broker.destroy();
    }
}
