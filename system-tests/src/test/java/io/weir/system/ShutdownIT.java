package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.test.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks when a platform that is told to stop cuts off a call or an upload that it has begun, refuses new calls without
 * saying when to come back, waits for listeners who would listen for hours, or forgets what it has accepted. Events that
 * are on their way into tables at that moment are {@code weir soak}'s, which sends SIGTERM, too.
 */
class ShutdownIT {

    private static final int CALLERS = 4;
    private static final String TABLE = """
            {"name": "made_%d_%d", "schema": {"type": "struct", "fields":
             [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""";

    @TempDir
    private Path dataDir;

    private final int port = FreePorts.base();
    private final String gateway = "http://127.0.0.1:" + port;
    private String authorization = "";

    @BeforeEach
    void start() throws Exception {
        // More than any machine needs for what the test does meanwhile, so that nothing is cut off by its slowness.
        Map<String, String> patience = Map.of("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "10m");
        weir = WeirProcess.up(Launch.BRIEF, patience, dataDir, port);
        authorization = SignedToken.header(dataDir);
    }

    private WeirProcess weir;

    @Test
    void whatHasBegunIsAnsweredAndWhatComesLateIsToldToComeBack() throws Exception {
        Trickle body = new Trickle();
        try (WeirProcess running = weir) {
            CompletableFuture<Stream<String>> listening = listen();
            CompletableFuture<HttpResponse<String>> upload = upload(body);
            await().atMost(Duration.ofMinutes(1)).until(this::isUploading);
            AtomicInteger made = new AtomicInteger();
            List<CompletableFuture<List<String>>> callers = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> CompletableFuture.supplyAsync(() -> call(caller, made)))
                    .toList();
            await().atMost(Duration.ofMinutes(1)).until(() -> made.get() > 2 * CALLERS);

            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> stop(running));

            List<String> accepted = new ArrayList<>();
            callers.forEach(caller -> accepted.addAll(caller.join()));
            assertThat(listening.join()).as("the stream ended in order").isNotEmpty();
            assertThat(upload).as("it waits for its end").isNotDone();
            assertThat(ended).isNotDone();
            body.ended = true;
            assertThat(upload.join().statusCode()).isEqualTo(201);
            assertThat(ended.join()).isEqualTo(143);
            assertThat(logs()).doesNotContain("are cut off");
            expectKept(accepted, body.given.get());
        }
    }

    private void expectKept(List<String> accepted, int uploaded) throws Exception {
        try (WeirProcess again = WeirProcess.up(dataDir, port)) {
            assertThat(again.isAlive()).isTrue();
            for (String table : accepted) {
                assertThat(Http.get(gateway + "/api/v1/tables/" + table).statusCode())
                        .as(table)
                        .isEqualTo(200);
            }
            assertThat(Http.get(gateway + "/api/v1/datasets/kept/upload").body())
                    .hasSize(uploaded);
        }
    }

    /** Opens a stream of events and reads it to its end, which must be one. */
    private CompletableFuture<Stream<String>> listen() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        request("/api/v1/events/stream")
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isNotNull();
        return CompletableFuture.supplyAsync(() -> lines.lines().toList().stream());
    }

    /** A body that goes on, a little at a time, until it is told to end. */
    private static final class Trickle extends InputStream {

        private static final int BYTES = 100;
        private static final long PAUSE = Duration.ofMillis(100).toNanos();

        private volatile boolean ended;
        private final AtomicInteger given = new AtomicInteger();

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (ended) {
                return -1;
            }
            LockSupport.parkNanos(PAUSE);
            int count = Math.min(length, BYTES);
            Arrays.fill(buffer, offset, offset + count, (byte) 'x');
            given.addAndGet(count);
            return count;
        }
    }

    private boolean isUploading() throws IOException {
        Path uploads = dataDir.resolve("objects/.uploads");
        if (!Files.isDirectory(uploads)) {
            return false;
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.findAny().isPresent();
        }
    }

    private CompletableFuture<HttpResponse<String>> upload(Trickle in) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        request("/api/v1/datasets/kept/upload")
                                .PUT(BodyPublishers.ofInputStream(() -> in))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Makes tables on one connection until that is refused; the names of those whose making was confirmed. */
    private List<String> call(int caller, AtomicInteger made) {
        List<String> accepted = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        try {
            for (int number = 0; ; number++) {
                HttpRequest request = request("/api/v1/tables")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(TABLE.formatted(caller, number)))
                        .build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 201) {
                    expectToldToComeBack(answer);
                    return accepted;
                }
                accepted.add("made_" + caller + "_" + number);
                made.incrementAndGet();
            }
        } catch (ConnectException refused) {
            return accepted;
        } catch (IOException cutOff) {
            throw new AssertionError("a call was cut off", cutOff);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void expectToldToComeBack(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Http.json(answer.body()).path("code").asText()).isEqualTo("service-stopping");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static int stop(WeirProcess running) {
        try {
            return running.stop(Duration.ofMinutes(10));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", authorization);
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("logs"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
