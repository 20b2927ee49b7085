package io.weir.eventhubs.emulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.jspecify.annotations.Nullable;

/** Moves the bytes of one client's connection. */
final class EmulatorConnection {

    private static final long TICK_MILLIS = 100;

    private final EventHubsEmulator emulator;
    private final SocketChannel channel;
    private final Selector selector;
    private final Transport transport = Proton.transport();
    private final Collector collector = Proton.collector();
    private final EmulatorLinks links;

    EmulatorConnection(EventHubsEmulator emulator, SocketChannel channel) throws IOException {
        this.emulator = emulator;
        this.channel = channel;
        this.selector = Selector.open();
        this.links = new EmulatorLinks(emulator, this::wake);
        channel.configureBlocking(false);
        // Its answers are small and many; each would wait for what the client confirms late.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ);
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("ANONYMOUS", "PLAIN", "MSSBCBS", "EXTERNAL");
        @Nullable SSLContext tls = emulator.tls();
        if (tls != null) {
            transport.ssl(speaking(tls));
        }
        Connection connection = Proton.connection();
        connection.collect(collector);
        transport.bind(connection);
    }

    private static SslDomain speaking(SSLContext tls) {
        SslDomain domain = Proton.sslDomain();
        domain.init(SslDomain.Mode.SERVER);
        domain.setPeerAuthentication(SslDomain.VerifyMode.ANONYMOUS_PEER);
        domain.setSslContext(tls);
        return domain;
    }

    void start() {
        Thread thread = new Thread(this::work, "event-hubs-connection");
        thread.setDaemon(true);
        thread.start();
    }

    void wake() {
        selector.wakeup();
    }

    void drop() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new IllegalStateException("a connection could not be dropped", failed);
        }
        wake();
    }

    private void work() {
        try (channel;
                selector) {
            while (channel.isOpen() && !transport.isClosed()) {
                selector.select(TICK_MILLIS);
                exchange();
            }
        } catch (TransportException refused) {
            emulator.refused();
        } catch (IOException ended) {
            // The client went away, or the connection was dropped on purpose.
        } finally {
            links.close();
            emulator.ended(this);
        }
    }

    private void exchange() throws IOException {
        if (!read()) {
            channel.close();
            return;
        }
        Sasl sasl = transport.sasl();
        if (sasl.getState() == Sasl.SaslState.PN_SASL_STEP && sasl.getOutcome() == Sasl.SaslOutcome.PN_SASL_NONE) {
            sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
        }
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            links.handle(event);
            collector.pop();
        }
        boolean more = true;
        while (more) {
            boolean fed = links.feed();
            more = write() && fed;
        }
    }

    private boolean read() throws IOException {
        while (transport.capacity() > 0) {
            ByteBuffer tail = transport.tail();
            int length = channel.read(tail);
            if (length <= 0) {
                return length == 0;
            }
            transport.process();
        }
        return true;
    }

    /** Whether all that waited could be written. */
    private boolean write() throws IOException {
        boolean blocked = false;
        while (!blocked && transport.pending() > 0) {
            int length = channel.write(transport.head());
            transport.pop(length);
            blocked = length == 0;
        }
        channel.keyFor(selector).interestOps(SelectionKey.OP_READ | (blocked ? SelectionKey.OP_WRITE : 0));
        return !blocked;
    }
}
