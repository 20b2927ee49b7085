package io.weir.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.test.SystemCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayStreamingTest {

    private static final int CHUNK = 1 << 20;

    /** One more than an {@code int} could count the bytes of. */
    private static final int CHUNKS = 2049;

    private static final long BYTES = (long) CHUNK * CHUNKS;

    private static final int LISTENERS = 400;
    private static final long MOST_OF_A_LISTENER = 40_000;

    /** Far less than what passes: a gateway that held the bodies would go over it. */
    private static final long GROWTH_LIMIT = 96L << 20;

    private TestPlatform platform;

    @BeforeEach
    void start() {
        platform = new TestPlatform();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** What lives on the heap, and buffers beside it. */
    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return runtime.totalMemory() - runtime.freeMemory() + buffers;
    }

    private static byte[] chunk(int number) {
        byte[] chunk = new byte[CHUNK];
        for (int index = 0; index < CHUNK; index += 64) {
            chunk[index] = (byte) (number + index / 64);
        }
        return chunk;
    }

    private static long checksum() {
        CRC32 checksum = new CRC32();
        for (int number = 0; number < CHUNKS; number++) {
            checksum.update(chunk(number));
        }
        return checksum.getValue();
    }

    private static void write(OutputStream out) throws IOException {
        for (int number = 0; number < CHUNKS; number++) {
            out.write(chunk(number));
        }
    }

    /** Reads to the end and tells the checksum; {@code halfWay} runs in the middle. */
    private static long read(InputStream in, Runnable halfWay) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[64 * 1024];
        long half = BYTES / 2;
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            checksum.update(buffer, 0, count);
            if (total < half && total + count >= half) {
                halfWay.run();
            }
            total += count;
        }
        return checksum.getValue();
    }

    @Test
    void twoGibibytesPassDownInBoundedMemory() throws Exception {
        platform.lineage.on("/api/v1/datasets", exchange -> {
            exchange.sendResponseHeaders(200, BYTES);
            try (OutputStream out = exchange.getResponseBody()) {
                write(out);
            }
        });
        long before = usedMemory();
        AtomicLong during = new AtomicLong();
        HttpResponse<InputStream> response =
                platform.send(platform.request("/api/v1/datasets/b/o"), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(BYTES);
        assertThat(read(response.body(), () -> during.set(usedMemory()))).isEqualTo(checksum());
        assertThat(during.get() - before).isLessThan(GROWTH_LIMIT);
    }

    @Test
    void twoGibibytesPassUpInBoundedMemory() {
        AtomicLong during = new AtomicLong();
        AtomicLong received = new AtomicLong();
        platform.lineage.on("/api/v1/datasets", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Length")).isEqualTo(Long.toString(BYTES));
            received.set(read(exchange.getRequestBody(), () -> during.set(usedMemory())));
            TestService.answer(exchange, 201, "application/json", "{}");
        });
        long before = usedMemory();
        HttpResponse<String> response = platform.send(HttpRequest.newBuilder(platform.uri("/api/v1/datasets/b/o"))
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(Chunks::new), BYTES)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(received.get()).isEqualTo(checksum());
        assertThat(during.get() - before).isLessThan(GROWTH_LIMIT);
    }

    /** The same bytes as {@link #write}, made as they are read. */
    private static final class Chunks extends InputStream {
        private byte[] current = new byte[0];
        private int position;
        private int number;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == current.length) {
                if (number == CHUNKS) {
                    return -1;
                }
                current = chunk(number++);
                position = 0;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, buffer, offset, count);
            position += count;
            return count;
        }
    }

    /** The container's own pieces have 8 KB, each of which was a call of the system. */
    @Test
    void aLongBodyIsPassedOnInLargePieces() throws Exception {
        long size = 64L << 20;
        platform.lineage.on("/api/v1/datasets", exchange -> {
            exchange.sendResponseHeaders(200, size);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int number = 0; number < size / CHUNK; number++) {
                    out.write(chunk(number));
                }
            }
        });
        try (SystemCalls writes = SystemCalls.thatWriteToSockets()) {
            HttpResponse<InputStream> response =
                    platform.send(platform.request("/api/v1/datasets/b/o"), BodyHandlers.ofInputStream());
            assertThat(response.body().transferTo(OutputStream.nullOutputStream()))
                    .isEqualTo(size);
            // Who has read the end may be faster than the note of its write; the next answer of the connection is not.
            platform.get("/api/v1/nothing");
            SystemCalls.Total total = writes.stop("http-nio");
            assertThat(total.bytes()).isBetween(size, size + CHUNK);
            assertThat(total.bytesOfACall()).isGreaterThan(16 * 1024);
        }
    }

    /** The container reads 8 KB at once, and the library passes on as many, whatever there is. */
    @Test
    void aLongBodyIsTakenInLargePieces() throws Exception {
        long size = 64L * CHUNK;
        platform.lineage.on("/api/v1/datasets", exchange -> {
            long length = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            TestService.answer(exchange, 201, "application/json", "{\"length\":" + length + "}");
        });
        try (SystemCalls reads = SystemCalls.thatReadFromSockets();
                SystemCalls writes = SystemCalls.thatWriteToSockets();
                Socket socket = new Socket("127.0.0.1", platform.port())) {
            String head =
                    "PUT /api/v1/datasets/b/o HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + size;
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int number = 0; number < size / CHUNK; number++) {
                socket.getOutputStream().write(chunk(number));
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("{\"length\":" + size + "}");
            SystemCalls.Total read = reads.stop("http-nio");
            SystemCalls.Total written = writes.stop("http-nio");
            assertThat(read.bytes()).isBetween(size, size + CHUNK);
            assertThat(written.bytes()).isBetween(size, size + CHUNK);
            assertThat(read.bytesOfACall()).isGreaterThan(16 * 1024);
            assertThat(written.bytesOfACall()).isGreaterThan(10 * 1024);
        }
    }

    @Test
    void theFirstBytesOfAHugeBodyArriveWhenTheyAreSent() throws Exception {
        CountDownLatch firstWereRead = new CountDownLatch(1);
        platform.lineage.on("/api/v1/datasets", exchange -> {
            exchange.sendResponseHeaders(200, 3L << 30);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.getResponseBody().flush();
            try {
                assertThat(firstWereRead.await(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        HttpResponse<InputStream> response =
                platform.send(platform.request("/api/v1/datasets/b/o"), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(3)).containsExactly(1, 2, 3);
            firstWereRead.countDown();
        }
    }

    @Test
    void eachLineArrivesWhenItIsSent() throws Exception {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        platform.lineage.on("/api/v1/events", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                // The second line is written only after the first arrived: a gateway that waits for more would hang.
                boolean arrived = firstWasRead.await(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                out.write(("{\"n\":2,\"arrived\":" + arrived + "}\n").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        HttpResponse<InputStream> response =
                platform.send(platform.request("/api/v1/events/stream"), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("{\"n\":1}");
            firstWasRead.countDown();
            assertThat(lines.readLine()).isEqualTo("{\"n\":2,\"arrived\":true}");
        }
    }

    /** Counted by objects that live, of which the machine has no say; what the service's side holds here is taken off. */
    @Test
    void aListenerWhoWaitsHoldsLessThanFortyKilobytesOfTheGateway() throws Exception {
        assertThat(bytesOfAListener("", "")).isLessThan(MOST_OF_A_LISTENER);
    }

    /** Who first sends a long body is read much at once, and with it what comes behind the request to listen. */
    @Test
    void whatAListenerSendsBehindItsRequestIsNotHeld() throws Exception {
        platform.lineage.on("/api/v1/datasets", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            TestService.answer(exchange, 201, "application/json", "{}");
        });
        String upload = "PUT /api/v1/datasets/b/o HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 20000\r\n\r\n";
        assertThat(bytesOfAListener(upload + "x".repeat(20_000), "y".repeat(90_000)))
                .isLessThan(MOST_OF_A_LISTENER);
    }

    /** In the best of some rounds, as threads of the server lend buffers that they did not have before, and count with the listeners then. */
    private long bytesOfAListener(String before, String behind) throws Exception {
        platform.lineage.on("/api/v1/events", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("id: 1\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        int direct = platform.lineage.uri().getPort();
        List<Socket> sockets = new ArrayList<>();
        try {
            listen(direct, "", "", sockets);
            listen(platform.port(), before, behind, sockets);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 3 && least >= MOST_OF_A_LISTENER; round++) {
                long first = liveBytes();
                listen(direct, "", "", sockets);
                long second = liveBytes();
                listen(platform.port(), before, behind, sockets);
                least = Math.min(least, (liveBytes() - second - (second - first)) / LISTENERS);
            }
            return least;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void listen(int port, String before, String behind, List<Socket> sockets) throws IOException {
        String head = before
                + "GET /api/v1/events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                + behind;
        for (int number = 0; number < LISTENERS; number++) {
            Socket socket = new Socket("127.0.0.1", port);
            sockets.add(socket);
            socket.setSoTimeout((int) TestPlatform.PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            StringBuilder read = new StringBuilder();
            while (!read.toString().contains("id: 1")) {
                int next = socket.getInputStream().read();
                assertThat(next).as(read.toString()).isNotNegative();
                read.append((char) next);
            }
        }
    }

    private static long liveBytes() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split(" +")[2]);
    }
}
