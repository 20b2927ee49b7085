package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import io.weir.test.SystemWrites;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeanConnectionsTest {

    /** More than the system holds on the way. */
    private static final int BYTES = 32 << 20;

    private static final int READERS = 8;

    private static ProbeService.Running service;
    private static Asking asking;

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
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
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
        try (SystemWrites writes = SystemWrites.toSockets()) {
            assertThat(goodBytes(open(1), 1)).isEqualTo(BYTES);
            SystemWrites.Total total = writes.stop("http-nio");
            assertThat(total.bytes()).isBetween((long) BYTES, (long) BYTES + (BYTES >> 8));
            assertThat(total.bytesOfACall()).isGreaterThan(32 * 1024);
        }
    }

    @Test
    void aShortAnswerIsOneWrite() throws Exception {
        asking.get("/probe/request-id");
        try (SystemWrites writes = SystemWrites.toSockets()) {
            asking.get("/probe/unavailable");
            assertThat(writes.stop("http-nio").calls()).isOne();
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
}
