package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import io.weir.test.SystemCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeanConnectionsTest {

    /** More than the system holds on the way. */
    private static final int BYTES = 32 << 20;

    private static final int READERS = 8;

    private static ProbeService.Running service;
    private static Asking asking;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        service = ProbeService.start();
        asking = service.asking();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<InputStream> open(int seed) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + asking.port() + "/probe/bytes?count=" + BYTES + "&seed=" + seed);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
    }

    /** Where the first byte is that is not the one of its place, or the length of a body without such. */
    private static long goodBytes(HttpResponse<InputStream> answer, int seed) throws IOException {
        long place = 0;
        try (InputStream body = answer.body()) {
            byte[] piece = new byte[1 << 16];
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                for (int index = 0; index < count; index++, place++) {
                    if (piece[index] != (byte) (place * seed)) {
                        return place;
                    }
                }
            }
        }
        return place;
    }

    /** The container's own pieces have 8 KB. The system takes less than a whole piece where it has less room. */
    @Test
    void aLongAnswerIsWrittenInLargePieces() throws Exception {
        try (SystemCalls writes = SystemCalls.thatWriteToSockets()) {
            assertThat(goodBytes(open(1), 1)).isEqualTo(BYTES);
            awaitWrites();
            SystemCalls.Total total = writes.stop("http-nio");
            assertThat(total.bytes()).isBetween((long) BYTES, (long) BYTES + (BYTES >> 8));
            assertThat(total.bytesOfACall()).isGreaterThan(32 * 1024);
        }
    }

    /** Who has read an answer may be faster than the note of its write; the next answer of a connection is not. */
    private static void awaitWrites() throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + asking.port() + "/probe/unavailable");
        CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
    }

    @Test
    void aShortAnswerIsOneWrite() throws Exception {
        int answers = 10;
        awaitWrites();
        try (SystemCalls writes = SystemCalls.thatWriteToSockets()) {
            for (int answer = 0; answer < answers; answer++) {
                awaitWrites();
            }
            assertThat(writes.stop("http-nio").calls()).isBetween(answers - 1, answers);
        }
    }

    @Test
    void answersThatWaitForTheirReadersAreNotMixed() throws Exception {
        List<HttpResponse<InputStream>> answers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            answers.add(open(2 * reader + 1));
            // Others come and go on the threads that are free.
            assertThat(asking.get("/probe/unavailable").statusCode()).isEqualTo(503);
        }
        for (int reader = READERS - 1; reader >= 0; reader--) {
            assertThat(goodBytes(answers.get(reader), 2 * reader + 1)).isEqualTo(BYTES);
        }
    }

    /** A request with a body each byte of which is its place times the seed. */
    private static byte[] post(int bytes, int seed) {
        byte[] head = ("POST /probe/bytes?seed=" + seed + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + bytes);
        for (int place = 0; place < bytes; place++) {
            request[head.length + place] = (byte) (place * seed);
        }
        return request;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** The body of the next answer. */
    private static String answer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** The container reads 8 KB at once, whatever there is. */
    @Test
    void aLongBodyIsReadInLargePieces() throws Exception {
        int size = BYTES / 4;
        byte[] request = post(size, 1);
        try (SystemCalls reads = SystemCalls.thatReadFromSockets();
                Socket socket = new Socket("localhost", asking.port())) {
            socket.getOutputStream().write(request);
            assertThat(answer(socket.getInputStream())).isEqualTo("all: " + size);
            SystemCalls.Total total = reads.stop("http-nio");
            assertThat(total.bytes()).isEqualTo(request.length);
            assertThat(total.bytesOfACall()).isGreaterThan(16 * 1024);
        }
    }

    /** What is read at once may be the end of one request, others, and the beginning of one more. */
    @Test
    void requestsThatAreReadWithABodyAreAnsweredInTheirTurn() throws Exception {
        List<Integer> sizes = List.of(300_000, 10, 0, 50_000, 8_192, 200_000, 1);
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int size : sizes) {
            requests.writeBytes(post(size, size + 1));
        }
        try (Socket socket = new Socket("localhost", asking.port())) {
            socket.setSoTimeout(60_000);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> write(socket, requests.toByteArray()));
            for (int size : sizes) {
                assertThat(answer(socket.getInputStream())).isEqualTo("all: " + size);
            }
            sent.join();
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void bodiesThatComeAtOnceAreNotMixed() throws Exception {
        int size = 1 << 20;
        List<Socket> senders = new ArrayList<>();
        try {
            for (int sender = 0; sender < READERS; sender++) {
                senders.add(new Socket("localhost", asking.port()));
            }
            // In turns, so that each thread of the service serves one after the other.
            byte[][] requests = new byte[READERS][];
            for (int sender = 0; sender < READERS; sender++) {
                requests[sender] = post(size, 2 * sender + 1);
            }
            int piece = 40_000;
            for (int place = 0; place < requests[0].length + piece; place += piece) {
                for (int sender = 0; sender < READERS; sender++) {
                    byte[] request = requests[sender];
                    int from = Math.min(place, request.length);
                    senders.get(sender).getOutputStream().write(request, from, Math.min(piece, request.length - from));
                }
            }
            for (Socket sender : senders) {
                assertThat(answer(sender.getInputStream())).isEqualTo("all: " + size);
            }
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }
}
