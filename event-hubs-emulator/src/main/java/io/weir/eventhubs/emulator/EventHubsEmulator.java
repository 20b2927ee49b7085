package io.weir.eventhubs.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A namespace of hubs at a port of this machine, for any client of Event Hubs that takes a connection string. */
public final class EventHubsEmulator implements AutoCloseable {

    /** What must be found nowhere else. */
    public static final String KEY = "the-emulators-shared-access-key";

    private final ServerSocketChannel server;
    private final @Nullable SSLContext tls;
    private volatile @Nullable Predicate<String> admitted;
    private volatile Duration latency = Duration.ZERO;
    private final AtomicInteger signIns = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Map<String, EmulatedHub> hubs = new ConcurrentHashMap<>();
    private final Set<EmulatorConnection> connections = ConcurrentHashMap.newKeySet();

    private EventHubsEmulator(ServerSocketChannel server, @Nullable SSLContext tls) {
        this.server = server;
        this.tls = tls;
    }

    /** Starts one at a free port. */
    public static EventHubsEmulator start() throws IOException {
        return start(0);
    }

    /** Starts one at a port; 0 is any that is free. */
    static EventHubsEmulator start(int port) throws IOException {
        return start(port, null);
    }

    /** Starts one at a free port that speaks TLS, as Azure does, and only that: who signs in with a token speaks nothing else. */
    public static EventHubsEmulator start(SSLContext tls) throws IOException {
        return start(0, tls);
    }

    private static EventHubsEmulator start(int port, @Nullable SSLContext tls) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        EventHubsEmulator emulator = new EventHubsEmulator(server, tls);
        Thread thread = new Thread(emulator::accept, "event-hubs-emulator");
        thread.setDaemon(true);
        thread.start();
        return emulator;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                EmulatorConnection connection = new EmulatorConnection(this, channel);
                connections.add(connection);
                connection.start();
            }
        } catch (ClosedChannelException closed) {
            // Also the one that came while it was closed.
            dropConnections();
        } catch (IOException failed) {
            throw new IllegalStateException("the emulator cannot go on", failed);
        }
    }

    /** Host and port. */
    public String namespace() {
        return "localhost:" + server.socket().getLocalPort();
    }

    /** With {@link #KEY}, which nobody checks. */
    public String connectionString() {
        return "Endpoint=sb://" + namespace() + ";SharedAccessKeyName=R;SharedAccessKey=" + KEY
                + ";UseDevelopmentEmulator=true;";
    }

    /** Makes a hub, which is another one than any that had its name here, and tells so by when it was made. */
    public EmulatedHub hub(String name, int partitions) {
        return Objects.requireNonNull(hubs.compute(
                name,
                (same, before) ->
                        new EmulatedHub(name, partitions, before == null ? 0 : before.created() + 1_000, this::wake)));
    }

    /**
     * Admits from now on only connections that bring a token of Entra ID; nobody else hears anything of hubs.
     *
     * @param token whether one opens this namespace
     */
    public void admitOnly(Predicate<String> token) {
        admitted = token;
    }

    /** Answers what is asked from now on so much later, as a broker does that is far away; events come at once. */
    public void answerAfter(Duration time) {
        latency = time;
    }

    Duration latency() {
        return latency;
    }

    boolean asksForTokens() {
        return admitted != null;
    }

    boolean opens(@Nullable Object token) {
        @Nullable Predicate<String> tokens = admitted;
        return tokens == null || tokens.test(String.valueOf(token));
    }

    /** Like {@link #opens}, for a connection that stays. */
    boolean admits(@Nullable Object token) {
        boolean opens = opens(token);
        if (opens) {
            signIns.incrementAndGet();
        }
        return opens;
    }

    void refused() {
        refusals.incrementAndGet();
    }

    /** How often clients broke off before they had said anything: they do not trust who is here. */
    public int refusals() {
        return refusals.get();
    }

    /** How often connections brought what opens the namespace, each before what they had ended. */
    public int signIns() {
        return signIns.get();
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    @Nullable
    EmulatedHub find(String name) {
        return hubs.get(name);
    }

    void ended(EmulatorConnection connection) {
        connections.remove(connection);
    }

    private void wake() {
        connections.forEach(EmulatorConnection::wake);
    }

    /** Cuts every connection off, without a word of AMQP. */
    public void dropConnections() {
        connections.forEach(EmulatorConnection::drop);
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropConnections();
    }
}
