package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command beside a platform that is up, whose pipeline fails at once each time, and a model; servers of this test are both. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunCommandTest {

    private static final String KEY = "a-key-that-nobody-sees";
    private static final String ENVIRONMENT = """
            EVENTHUB_NAMESPACE=localhost:1
            EVENTHUB_CONNECTION_STRING="Endpoint=sb://localhost:1;SharedAccessKeyName=R;SharedAccessKey=hidden"
            EVENTHUBNAME_1=orders
            EVENTHUBNAME_1_CONSUMER_GROUP=$Default
            MOTHERDUCK_1_DATABASE=/shop.duckdb
            MOTHERDUCK_1_SCHEMA=ingest
            MOTHERDUCK_1_TABLE=orders
            MAX_PIPELINE_RESTART_ATTEMPTS=1
            PIPELINE_RESTART_DELAY_SECONDS=1
            SMART_RETRY_LLM_ENDPOINT=http://localhost:%d/v1
            SMART_RETRY_LLM_MODEL=a-model
            SMART_RETRY_LLM_API_KEY=file:%s
            SMART_RETRY_MAX_ATTEMPTS=5
            """;

    @TempDir
    Path folder;

    private final AtomicInteger starts = new AtomicInteger();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::gateway);
        server.createContext("/v1/chat/completions", this::model);
        server.start();
        String address = "127.0.0.1:" + server.getAddress().getPort();
        Files.write(
                Files.createDirectory(folder.resolve("data")).resolve("weir.run"),
                List.of(
                        "process=" + ProcessHandle.current().pid(),
                        "platform-api=http://" + address,
                        "Kafka=" + address));
        Files.writeString(folder.resolve("model.key"), KEY + "\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Each run fails as no other did, so that no answer that is known counts. */
    private void gateway(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/start")) {
            starts.incrementAndGet();
        }
        String name = "streamduck-orders-1";
        answer(
                exchange,
                path.equals("/api/v1/pipelines")
                        ? Map.of("items", List.of())
                        : path.endsWith("/progress")
                                ? progress()
                                : Map.of(
                                        "name",
                                        name,
                                        "state",
                                        "STOPPED",
                                        "properties",
                                        Map.of(),
                                        "source",
                                        Map.of("consumerGroup", "$Default"),
                                        "batch",
                                        Map.of("maxRows", 1000, "maxWaitMillis", 60_000)));
    }

    private Map<String, Object> progress() {
        return Map.of(
                "pipeline",
                "orders",
                "state",
                "FAILED",
                "failure",
                "the hub is gone" + "!".repeat(starts.get()),
                "received",
                0,
                "written",
                0,
                "deadLettered",
                0,
                "partitions",
                List.of());
    }

    /** Has it started again twice, and then left. */
    private void model(HttpExchange exchange) throws IOException {
        asked.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
        String advice = "{\"should_retry\":" + (asked.size() < 3)
                + ",\"reasoning\":\"hubs come back\",\"suggested_wait_seconds\":1,\"confidence\":0.9}";
        answer(exchange, Map.of("choices", List.of(Map.of("message", Map.of("content", advice)))));
    }

    private static void answer(HttpExchange exchange, Object document) throws IOException {
        try (exchange) {
            byte[] body = JsonMapper.shared().writeValueAsBytes(document);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private int run(String... more) throws IOException {
        Path file = Files.writeString(
                folder.resolve("duck.env"),
                ENVIRONMENT.formatted(server.getAddress().getPort(), folder.resolve("model.key")));
        List<String> arguments = new ArrayList<>(List.of("run", "-e", file.toString()));
        arguments.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        arguments.addAll(List.of(more));
        CommandLine command = WeirCommand.commandLine("run")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return command.execute(arguments.toArray(String[]::new));
    }

    @Test
    void aModelSaysHowOftenAFailedPipelineIsStartedAgain() throws IOException {
        assertThat(run("--smart")).as(() -> out + "\n" + err).isEqualTo(1);

        assertThat(starts)
                .as("at the beginning, and twice on the model's word: %s", out)
                .hasValue(3);
        assertThat(asked)
                .extracting(question -> question.path("model").asString())
                .containsExactly("a-model", "a-model", "a-model");
        assertThat(asked)
                .extracting(question ->
                        question.path("messages").path(1).path("content").asString())
                .containsExactly(question("", 0), question("!", 1), question("!!", 2));
        assertThat(keys).containsOnly("Bearer " + KEY);
        assertThat(out.toString())
                .contains(
                        "the model says: start it again after 1 s: hubs come back",
                        "orders  starting again (2 of 5)",
                        "the model says: leave it: hubs come back");
        assertThat(err.toString()).contains("every pipeline has failed");
        assertThat(out.toString() + err).doesNotContain(KEY, "hidden");
    }

    private static String question(String more, int restarts) {
        return "Failure: the hub is gone!" + more + "\nStarted again since it last worked: " + restarts + " of 5 times";
    }

    /** The file has all that a model needs, but nobody switched it on. */
    @Test
    void withoutItNobodyIsAskedAndFixedRulesHold() throws IOException {
        assertThat(run()).as(() -> out + "\n" + err).isEqualTo(1);

        assertThat(asked).isEmpty();
        assertThat(starts).as("at the beginning, and once as the file says").hasValue(2);
        assertThat(out.toString()).contains("orders  starting again (1 of 1)").doesNotContain("the model says");
    }
}
