package io.weir.lineage;

import io.weir.lineage.openlineage.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Reads a stream of server-sent events by a plain socket; HTTP 1.0, so that no chunks lie between the lines. */
final class SseReader implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Socket socket;
    private static final String ID = "id: ";
    private static final List<String> ENDED = List.of("ended");

    private final BlockingQueue<List<String>> blocks = new LinkedBlockingQueue<>();

    /** What it would ask to go on after, as an EventSource does that lost its connection. */
    private long last;

    SseReader(TestService service, String query, String... headers) {
        this(service.address(), query, headers);
    }

    SseReader(String address, String query, String... headers) {
        try {
            socket = open(address, query, headers);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = lines.readLine();
            if (status == null || !status.contains(" 200")) {
                throw new IllegalStateException("answered " + status);
            }
            Thread thread = new Thread(() -> read(lines), "sse-reader");
            thread.setDaemon(true);
            thread.start();
            last = number(await(ID));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a stream and reads nothing of it. */
    static Socket open(TestService service, String query, String... headers) throws IOException {
        return open(service.address(), query, headers);
    }

    private static Socket open(String service, String query, String... headers) throws IOException {
        URI address = URI.create(service);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        String request = "GET /api/v1/events/stream" + query + " HTTP/1.0\r\nHost: x\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private void read(BufferedReader lines) {
        List<String> block = new ArrayList<>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")
                        || line.startsWith("event:")
                        || line.startsWith("data:")
                        || line.startsWith(":")) {
                    block.add(line);
                } else if (line.isEmpty() && !block.isEmpty()) {
                    blocks.add(List.copyOf(block));
                    block.clear();
                }
            }
        } catch (IOException closed) {
            block.clear();
        }
        blocks.add(ENDED);
    }

    /** The number of the last event that came. */
    long last() {
        return last;
    }

    /** Numbers of the events that come, until there are so many or the connection ends. */
    List<Long> numbers(int most) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        while (numbers.size() < most) {
            List<String> block = take();
            if (block.equals(ENDED)) {
                return numbers;
            }
            if (block.get(0).startsWith(ID) && block.stream().anyMatch(line -> line.startsWith("data:"))) {
                last = number(block.get(0));
                numbers.add(last);
            }
        }
        return numbers;
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(ID.length()));
    }

    /** The next event. */
    JsonNode next() {
        return EventJson.read(await("data: ").substring("data: ".length()));
    }

    /** The next heartbeat. */
    String heartbeat() {
        return await(": heartbeat");
    }

    private String await(String prefix) {
        try {
            for (List<String> block = take(); ; block = take()) {
                for (String line : block) {
                    if (line.startsWith(prefix)) {
                        return line;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private List<String> take() throws InterruptedException {
        List<String> block = blocks.poll(SECONDS, TimeUnit.SECONDS);
        if (block == null) {
            throw new IllegalStateException("nothing came for " + SECONDS + " seconds");
        }
        return block;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
