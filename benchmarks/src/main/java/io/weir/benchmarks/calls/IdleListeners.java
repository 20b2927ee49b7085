package io.weir.benchmarks.calls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Connections that wait for events which do not come. Bare sockets, so that next to nothing of what they hold is the client's. */
public final class IdleListeners implements AutoCloseable {

    private static final int LONGEST_HEAD = 8192;

    private final List<SocketChannel> channels = new ArrayList<>();

    private IdleListeners() {}

    /**
     * Opens some, each until its stream has begun.
     *
     * @param signer adds to each request who makes it
     */
    public static IdleListeners open(URI address, Consumer<HttpRequest.Builder> signer, int count) throws IOException {
        IdleListeners listeners = new IdleListeners();
        ByteBuffer head = StandardCharsets.US_ASCII.encode(head(address, signer));
        ByteBuffer answer = ByteBuffer.allocate(LONGEST_HEAD);
        try {
            for (int number = 0; number < count; number++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
                listeners.channels.add(channel);
                channel.write(head.rewind());
                begin(channel, answer.clear());
            }
            return listeners;
        } catch (IOException | RuntimeException refused) {
            listeners.close();
            throw refused;
        }
    }

    private static String head(URI address, Consumer<HttpRequest.Builder> signer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        signer.accept(request);
        StringBuilder text = new StringBuilder(
                "GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n");
        request.build()
                .headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n")));
        return text.append("\r\n").toString();
    }

    /** Reads the head of the answer and what each stream begins with: its place. */
    private static void begin(SocketChannel channel, ByteBuffer answer) throws IOException {
        String text = "";
        while (!text.contains("\nid: ")) {
            if (channel.read(answer) < 0 || !answer.hasRemaining()) {
                throw new IOException("a stream does not begin: " + text);
            }
            text = StandardCharsets.UTF_8.decode(answer.duplicate().flip()).toString();
            if (!text.startsWith("HTTP/1.1 200")) {
                throw new IOException(
                        "a stream is refused: " + text.lines().findFirst().orElse(""));
            }
        }
    }

    /** How many are open. */
    public int size() {
        return channels.size();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
