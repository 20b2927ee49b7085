package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.lineage.openlineage.EventJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks get every event that they want, signed, in order, however often the receiver fails. */
class WebhookTest {

    private static final String WEBHOOKS = "/api/v1/events/webhooks";
    private static final String SECRET = "0123456789abcdef0123";
    private static TestService service;
    private static HttpServer receiver;
    private static final BlockingQueue<Message> RECEIVED = new LinkedBlockingQueue<>();
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final CountDownLatch ENDED = new CountDownLatch(1);

    private static volatile boolean losesAnAnswer;

    private record Message(String signature, String type, String body) {
        int number() {
            return EventJson.read(body).path("data").path("n").intValue();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = new TestService(
                "--weir.lineage.webhooks.first-backoff=10ms",
                "--weir.lineage.webhooks.maximum-backoff=50ms",
                "--weir.lineage.webhooks.poll=50ms",
                "--weir.lineage.webhooks.timeout=3s",
                "--weir.lineage.heartbeat.watch-interval=50ms",
                "--weir.lineage.live.heartbeat=100ms",
                "--weir.lineage.live.stream-life=500ms");
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", WebhookTest::receive);
        receiver.createContext("/endless", WebhookTest::begin);
        receiver.createContext("/long", WebhookTest::answerAtLength);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.start();
    }

    @AfterAll
    static void stop() {
        ENDED.countDown();
        receiver.stop(0);
        service.close();
    }

    /** Streams are what others than webhooks listen by; that they are short here does not touch webhooks. */
    @Test
    void aStreamEndsInTimeAndGoesOnWhereItEnded() throws InterruptedException {
        List<Long> told = new ArrayList<>();
        long last;
        try (SseReader stream = new SseReader(service, "?events=streamed")) {
            broadcast("streamed", 1);
            told.addAll(stream.numbers(Integer.MAX_VALUE));
            last = stream.last();
        }
        broadcast("streamed", 2);
        // However little of it a stream tells before its end.
        for (int more = 0; told.size() < 2 && more < 100; more++) {
            try (SseReader again = new SseReader(service, "?events=streamed", "Last-Event-ID: " + last)) {
                told.addAll(again.numbers(Integer.MAX_VALUE));
                last = again.last();
            }
        }
        assertThat(told)
                .isEqualTo(service.jdbc()
                        .sql("select sequence from live_event where type = 'streamed' order by sequence")
                        .query(Long.class)
                        .list());
    }

    @Test
    void everyEventArrivesSignedAndInOrderThoughTheReceiverFails() throws Exception {
        String id = create(Map.of("url", url(), "events", List.of("hook.*"), "secret", SECRET));
        FAILURES.set(3);
        losesAnAnswer = true;
        for (int n = 0; n < 20; n++) {
            broadcast("hook.tested", n);
            broadcast("not.wanted", n);
        }
        for (int n = 0; n < 20; n++) {
            Message message = next();
            assertThat(message.number()).isEqualTo(n);
            assertThat(message.type()).isEqualTo("hook.tested");
            assertThat(message.signature()).isEqualTo(expected(message));
        }
        service.send(service.request(WEBHOOKS + "/" + id).DELETE());
        broadcast("hook.tested", 21);
        assertThat(RECEIVED.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aLostRunIsToldOnceAndSoIsItsReturn() throws Exception {
        String id = create(Map.of("url", url(), "events", List.of("run.lost", "run.recovered")));
        JsonNode started = service.post("/api/v1/jobs/watched/runs", Map.of("metadata", Map.of()))
                .json();
        UUID run = UUID.fromString(started.path("run_id").stringValue());
        // The service must have been up for as long as the run may be silent.
        service.put("/api/v1/namespaces/weir/jobs/watched/settings", Map.of("heartbeatTimeoutSeconds", 1));

        Message lost = next();
        assertThat(lost.type()).isEqualTo("run.lost");
        assertThat(EventJson.read(lost.body()).path("run_id").stringValue()).isEqualTo(run.toString());
        service.put("/api/v1/namespaces/weir/jobs/watched/settings", Map.of("heartbeatTimeoutSeconds", 1000));
        service.post("/api/v1/jobs/watched/runs/" + run + "/heartbeat", "");
        assertThat(next().type()).isEqualTo("run.recovered");
        service.send(service.request(WEBHOOKS + "/" + id).DELETE());
    }

    /** Neither ends the threads that all others are served by. */
    @Test
    void eventsOfAnyNameArriveThoughOthersHaveAddressesThatNobodyCanHave() throws Exception {
        String nowhere = create(Map.of("url", "http://127.0.0.1:99999/", "events", List.of("foreign.*")));
        String id = create(Map.of("url", url(), "events", List.of("foreign.*")));
        broadcast("foreign.日本", 1);
        broadcast("foreign.told", 2);

        assertThat(next().type()).isEqualTo("foreign.%E6%97%A5%E6%9C%AC");
        assertThat(next().number()).isEqualTo(2);
        await().until(() -> error(nowhere).contains("port out of range"));
        List.of(nowhere, id)
                .forEach(each ->
                        service.send(service.request(WEBHOOKS + "/" + each).DELETE()));
    }

    /** As many of them as there are dispatchers, who would wait for the bodies for ever. */
    @Test
    void whoBeginsAnAnswerAndDoesNotEndItKeepsNobodyElseWaiting() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int receivers = 0; receivers < 2; receivers++) {
            ids.add(create(Map.of("url", url("/endless"), "events", List.of("slow.*"))));
        }
        broadcast("slow.begun", 1);
        await().until(() -> ids.stream().allMatch(id -> error(id).contains("does not end its answer within 3000 ms")));
        ids.add(create(Map.of("url", url(), "events", List.of("slow.*"))));
        broadcast("slow.told", 2);

        assertThat(next().number()).isEqualTo(2);
        ids.forEach(id -> assertThat(
                        service.send(service.request(WEBHOOKS + "/" + id).DELETE())
                                .status())
                .isEqualTo(204));
    }

    @Test
    void anAnswerAtLengthIsNotReadToItsEnd() {
        String id = create(Map.of("url", url("/long"), "events", List.of("long.*")));
        broadcast("long.told", 1);

        await().until(() -> service.get(WEBHOOKS + "/" + id).json().has("deliveredAt"));
        service.send(service.request(WEBHOOKS + "/" + id).DELETE());
    }

    private static String error(String id) {
        return service.get(WEBHOOKS + "/" + id).json().path("lastError").asString("");
    }

    /** Tells of a body, and sends none. */
    private static void begin(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 10);
        exchange.getResponseBody().flush();
        try {
            ENDED.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends zeros until the connection is broken off. */
    private static void answerAtLength(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] zeros = new byte[1 << 16];
        while (ENDED.getCount() > 0) {
            exchange.getResponseBody().write(zeros);
        }
    }

    /** A receiver may name what only the service reaches. */
    @Test
    void aReceiverLeadsNowhereElse() {
        AtomicInteger led = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        receiver.createContext("/leads", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Location", url("/inside"));
                exchange.sendResponseHeaders(led.getAndIncrement() % 2 == 0 ? 307 : 302, -1);
            }
        });
        receiver.createContext("/inside", exchange -> {
            try (exchange) {
                arrived.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
            }
        });
        create(Map.of("url", url("/leads"), "events", List.of("led.astray"), "secret", SECRET));
        broadcast("led.astray", 1);

        await().untilAsserted(() -> assertThat(led).hasValueGreaterThan(3));
        assertThat(arrived).hasValue(0);
    }

    @Test
    void theSecretIsToldOnce() {
        JsonNode created = service.post(WEBHOOKS, Map.of("url", "http://127.0.0.1:1/", "events", List.of("no.such")))
                .json();
        String secret = created.path("secret").stringValue();
        String path = WEBHOOKS + "/" + created.path("webhook").path("id").stringValue();
        assertThat(secret).hasSizeGreaterThan(30);
        assertThat(service.get(path).text()).doesNotContain(secret).contains("no.such");
        assertThat(service.get(WEBHOOKS).text()).doesNotContain(secret).contains("no.such");
        assertThat(service.send(service.request(path).DELETE()).status()).isEqualTo(204);
        assertThat(service.send(service.request(path).DELETE()).status()).isEqualTo(404);
    }

    /** Whoever lost the answer cannot know the secret but by asking again. */
    @Test
    void aWebhookIsMadeOnceForAKey() {
        Map<String, Object> wanted = Map.of("url", url("/once"), "events", List.of("made.once"));
        var first = keyed("made-once", wanted);
        var again = keyed("made-once", wanted);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
        String secret = first.json().path("secret").stringValue();
        assertThat(service.jdbc()
                        .sql("select body::text from idempotency_key where key = 'made-once'")
                        .query(String.class)
                        .single())
                .contains("made.once")
                .doesNotContain(secret);
        assertThat(service.jdbc()
                        .sql("select count(*) from webhook where events = 'made.once'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(keyed("made-once", Map.of("url", url("/other"))).status()).isEqualTo(422);
        String path = WEBHOOKS + "/" + first.json().path("webhook").path("id").stringValue();
        assertThat(service.send(service.request(path).DELETE()).status()).isEqualTo(204);
        assertThat(keyed("made-once", wanted).status()).isEqualTo(404);
    }

    private static TestService.Answer keyed(String key, Map<String, Object> request) {
        return service.post(WEBHOOKS, "Idempotency-Key", key, request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://x/",
                "http://",
                "http://user:secret@host/",
                "not an address",
                "file:///etc",
                "http://169.254.169.254/latest",
                "http://[fd00::1]:8080/"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThat(service.post(WEBHOOKS, Map.of("url", url)).status()).isEqualTo(422);
    }

    /** Nobody learns from silence that a type was misspelled. */
    @Test
    void typesThatAreNeverToldAreRefused() {
        for (String type : List.of("run.fail", "run.finished", "Run.Failed", "job.created*", "snapshot.", "a b", "")) {
            refusesTypes(service.post(WEBHOOKS, Map.of("url", url(), "events", List.of("run.*", type))));
            String query = URLEncoder.encode(type, StandardCharsets.UTF_8);
            refusesTypes(service.get("/api/v1/events/stream?events=" + query));
        }
        refusesTypes(service.post(WEBHOOKS, Map.of("url", url(), "events", List.of())));
        assertThat(service.post(WEBHOOKS, "{\"url\":\"" + url() + "\",\"events\":[null]}")
                        .status())
                .isIn(400, 422);
        String id = create(Map.of("url", url(), "events", List.of("*", "run.*", "job.up*", "dataset.updated", "own")));
        assertThat(service.send(service.request(WEBHOOKS + "/" + id).DELETE()).status())
                .isEqualTo(204);
    }

    private static void refusesTypes(TestService.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        JsonNode error = answer.json().path("errors").path(0);
        assertThat(error.path("field").stringValue("")).startsWith("events");
        assertThat(error.path("allowed").stringValue("")).contains("run.failed", "run.lost", "dataset.updated");
    }

    @Test
    void aShortSecretIsRefusedAndNotRepeated() {
        var answer = service.post(WEBHOOKS, Map.of("url", url(), "secret", "tooshort"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).doesNotContain("tooshort");
    }

    private static void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.sendResponseHeaders(500, -1);
        } else {
            take(exchange, body);
        }
        exchange.close();
    }

    /** What comes again, because its answer was lost or slow, was taken already. */
    private static void take(HttpExchange exchange, String body) throws IOException {
        boolean isNew = TAKEN.add(exchange.getRequestHeaders().getFirst("Weir-Event-Id"));
        if (isNew) {
            RECEIVED.add(new Message(
                    exchange.getRequestHeaders().getFirst("Weir-Signature"),
                    exchange.getRequestHeaders().getFirst("Weir-Event-Type"),
                    body));
        }
        if (isNew && losesAnAnswer) {
            losesAnAnswer = false;
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Message next() throws InterruptedException {
        Message message = RECEIVED.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static String expected(Message message) throws Exception {
        String seconds = message.signature().replaceFirst("t=(\\d+),.*", "$1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((seconds + "." + message.body()).getBytes(StandardCharsets.UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signature);
    }

    private static String create(Map<String, Object> request) {
        var answer = service.post(WEBHOOKS, request);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("webhook").path("id").stringValue();
    }

    private static String url() {
        return url("/hook");
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static void broadcast(String type, int n) {
        service.post("/api/v1/events/broadcast", Map.of("event_type", type, "data", Map.of("n", n)));
    }
}
