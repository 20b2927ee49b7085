package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.PipelineProgress.StateEnum;
import io.weir.standalone.configuration.SecretText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A model that is a server of this test. */
class RetryAdvisorTest {

    private static final String KEY = "a-key-that-nobody-sees";
    private static final String FAILURE =
            "column 'amount' of \"orders\": cannot convert 'Ann Miller, 4711' {\"card\":1}; AccountKey=c2VjcmV0 at 1234567";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private final StringWriter out = new StringWriter();
    private String answer = "";
    private int status = 200;
    private boolean silent;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (silent) {
                hold();
            }
            byte[] body = JsonMapper.shared()
                    .writeValueAsBytes(Map.of("choices", List.of(Map.of("message", Map.of("content", answer)))));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private void hold() {
        try {
            silence.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        silence.countDown();
        server.stop(0);
    }

    @Test
    void aModelSaysWhetherAndWhenAFailedPipelineIsStartedAgain() {
        answer = advice(true, 7, 0.9);
        MappingWatch watch = watch(model(true, Duration.ofMinutes(1)));
        Instant failed = Instant.EPOCH;

        awaitAnswer(watch, failed);
        assertThat(observe(watch, failed.plusSeconds(6))).isFalse();
        assertThat(observe(watch, failed.plusSeconds(7))).isTrue();
        assertThat(out.toString()).contains("the model says: start it again after 7 s: the hub is busy");

        answer = advice(false, 1, 1);
        assertThat(observe(watch, failed.plusSeconds(100)))
                .as("the same failure is known, and asked nobody about")
                .isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aPipelineThatTheModelGivesUpStaysAsItIs() {
        answer = advice(false, 5, 0.8);
        MappingWatch watch = watch(model(false, Duration.ofMinutes(1)));

        awaitAnswer(watch, Instant.EPOCH);
        assertThat(observe(watch, Instant.EPOCH.plusSeconds(10_000))).isFalse();

        assertThat(watch.isLost()).isTrue();
        assertThat(out.toString()).contains("the model says: leave it: the hub is busy");
    }

    /** Those of the knobs: twice, after 30 seconds. */
    @Test
    void fixedRulesHoldWhereTheModelIsNotSureOrDoesNotAnswerAsItWasAsked() {
        for (String bad : List.of(
                advice(false, 5, 0.2),
                advice(true, 61, 0.9),
                advice(true, 0, 0.9),
                advice(true, 5, 1.5),
                "Sure! I would try again.",
                "{\"should_retry\":\"yes\"}")) {
            answer = bad;
            MappingWatch watch = watch(model(false, Duration.ofMinutes(1)));
            awaitAnswer(watch, Instant.EPOCH);
            assertThat(observe(watch, Instant.EPOCH.plusSeconds(29))).as(bad).isFalse();
            assertThat(observe(watch, Instant.EPOCH.plusSeconds(30))).as(bad).isTrue();
        }
        status = 429;
        MappingWatch watch = watch(model(false, Duration.ofMinutes(1)));
        awaitAnswer(watch, Instant.EPOCH);
        assertThat(observe(watch, Instant.EPOCH.plusSeconds(30))).isTrue();
    }

    @Test
    void fixedRulesHoldWhereTheModelDoesNotAnswerInTime() {
        silent = true;
        MappingWatch watch = watch(model(true, Duration.ofMillis(300)));

        awaitAnswer(watch, Instant.EPOCH);

        assertThat(out.toString()).contains("the model says: no answer: fixed rules hold");
        assertThat(observe(watch, Instant.EPOCH.plusSeconds(30))).isTrue();
    }

    @Test
    void theModelLearnsTheKindOfFailureAndNothingOfTheData() throws IOException {
        answer = advice(true, 7, 0.9);
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        RetryModel model =
                new RetryModel(address(), "m", Optional.of(new SecretText("file:" + file)), 3, PATIENCE, true);

        new RetryAdvisor(model, Map.of())
                .ask(FAILURE + " and more".repeat(1_000), 2)
                .join();

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .hasSizeLessThan(1_500)
                .contains("cannot convert")
                .contains("2 of 3 times");
        assertThat(asked.get(0)).doesNotContain("Miller", "amount", "card", "c2VjcmV0", "1234567");
        assertThat(keys).containsExactly("Bearer " + KEY);
        assertThat(model.toString() + out).doesNotContain(KEY);
    }

    @Test
    void aKeyMayBeAVariableAndOneThatIsNotThereIsNoReasonToAsk() {
        answer = advice(true, 7, 0.9);
        RetryModel named =
                new RetryModel(address(), "m", Optional.of(new SecretText("env:MODEL_KEY")), 3, PATIENCE, true);
        RetryModel missing = new RetryModel(
                address(), "m", Optional.of(new SecretText("file:" + folder.resolve("nowhere"))), 3, PATIENCE, true);

        assertThat(new RetryAdvisor(named, Map.of("MODEL_KEY", KEY)).ask("x", 0).join())
                .isPresent();
        assertThat(new RetryAdvisor(missing, Map.of()).ask("x", 0).join()).isEmpty();

        assertThat(keys).containsExactly("Bearer " + KEY);
    }

    private static String advice(boolean retry, int wait, double confidence) {
        return "{\"should_retry\":" + retry + ",\"reasoning\":\"the hub\\nis busy\",\"suggested_wait_seconds\":" + wait
                + ",\"confidence\":" + confidence + "}";
    }

    private URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/chat/completions");
    }

    private RetryModel model(boolean cached, Duration timeout) {
        return new RetryModel(address(), "m", Optional.empty(), 3, timeout, cached);
    }

    private MappingWatch watch(RetryModel model) {
        Knobs knobs = new Knobs(1000, Duration.ofSeconds(60), 10, Duration.ofSeconds(60), 2, Duration.ofSeconds(30));
        Mapping mapping = new Mapping(
                "1",
                new HubSource("localhost:1", "orders", "$Default", StartPosition.EARLIEST, Optional.empty()),
                new TableTarget.File(Path.of("/shop.duckdb"), "ingest.orders"),
                1000);
        return new MappingWatch(mapping, knobs, new PrintWriter(out, true), new RetryAdvisor(model, Map.of()));
    }

    /** Looks at the moment of the failure until the model has answered, or has not. */
    private void awaitAnswer(MappingWatch watch, Instant failed) {
        int told = out.toString().split("the model says", -1).length;
        await().atMost(PATIENCE).until(() -> {
            observe(watch, failed);
            return out.toString().split("the model says", -1).length > told;
        });
    }

    private static boolean observe(MappingWatch watch, Instant now) {
        return watch.observe(
                new PipelineProgress()
                        .state(StateEnum.FAILED)
                        .received(0L)
                        .written(0L)
                        .deadLettered(0L)
                        .partitions(List.of())
                        .failure(FAILURE),
                now);
    }
}
