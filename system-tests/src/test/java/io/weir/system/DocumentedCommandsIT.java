package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.deployment.Pages;
import io.weir.test.eventhubs.EventHubsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell people to type. {@code ./weir demo}, {@code up} and {@code status} themselves are run by CI. */
@ExtendWith(SharedPlatform.class)
class DocumentedCommandsIT {

    /** Calls fail as they would for a reader who looks at the answer. */
    private static final String STRICT = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n";

    private final SharedPlatform.Addresses platform;

    @TempDir
    Path folder;

    DocumentedCommandsIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    /** All calls of the guide, and of the one that goes on with its pipeline, at the ports of this platform. */
    @Test
    void theGuidesCallsRunAsWritten() throws Exception {
        String calls = calls("docs/getting-started.md") + calls("docs/changing-pipelines.md");
        assertThat(calls).contains("/api/v1/pipelines");
        run(calls.replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4)));
    }

    /** The same of the guide to hubs, and what comes of it: a hub's events are rows, and nobody learns the key. */
    @Test
    void theCallsForHubsMakeTablesOfTheirEvents() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start()) {
            emulator.hub("receipts", 2).produce(1_000, index -> "{\"id\":" + index + "}");
            run("export SALES_HUBS='" + emulator.connectionString() + "'\n"
                    + calls("docs/event-hubs.md").replace("sales.servicebus.windows.net", emulator.namespace()));

            String progress = get("/api/v1/pipelines/receipts/progress?received=1000&waitMillis=20000");
            assertThat(Http.json(progress).path("written").asInt()).isEqualTo(1_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> get("/api/v1/lineage?nodeId=job:weir:receipts")
                    .contains("dataset:kafka://" + emulator.namespace() + ":receipts"));
            assertThat(get("/api/v1/stores/sales-hubs")
                            + get("/api/v1/secrets/sales-hubs")
                            + get("/api/v1/pipelines/receipts")
                            + progress)
                    .doesNotContain(EventHubsEmulator.KEY);
            Http.call("POST", platform.gateway() + "/api/v1/pipelines/receipts/stop", "application/json", "");
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return Http.get(platform.gateway() + path).body();
    }

    private String calls(String page) throws IOException {
        String calls = Pages.blocks(
                        Path.of(System.getProperty("weir.home", "..")).resolve(page))
                .stream()
                .filter(block -> block.startsWith("curl "))
                .collect(Collectors.joining());
        return calls.replace("localhost:8080", platform.host() + ":" + platform.port());
    }

    private void run(String calls) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder commands = new ProcessBuilder("bash", "-c", STRICT + calls);
        commands.environment().put("WEIR_TOKEN", platform.token());
        Process process = commands.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** A command or an option that a page names is one that the program has. */
    @Test
    void everyWeirCommandExists() throws Exception {
        TreeMap<String, List<String>> options = new TreeMap<>();
        for (String command : Pages.commands("./weir ")) {
            List<String> words =
                    Arrays.asList(command.substring("./weir ".length()).split("\\s+"));
            String name = String.join(
                    " ",
                    words.stream().takeWhile(word -> word.matches("[a-z]+")).toList());
            options.computeIfAbsent(name, any -> new ArrayList<>());
            words.stream()
                    .filter(word -> word.startsWith("--"))
                    .map(word -> word.replaceFirst("=.*", ""))
                    .forEach(option -> options.get(name).add(option));
        }
        assertThat(options).containsKeys("demo", "up", "status");
        for (var command : options.entrySet()) {
            String help = help(command.getKey());
            assertThat(command.getValue()).as(command.getKey()).allMatch(help::contains, "is an option");
        }
    }

    private String help(String command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--help");
        try (WeirProcess weir = WeirProcess.start(folder, arguments.toArray(String[]::new))) {
            assertThat(weir.exitCode(Duration.ofMinutes(1))).as(command + weir).isZero();
            return weir.output();
        }
    }
}
