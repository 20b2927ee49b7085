package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.deployment.Pages;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell people to type. {@code ./weir demo}, {@code up} and {@code status} themselves are run by CI. */
@ExtendWith(SharedPlatform.class)
class DocumentedCommandsIT {

    /** Calls fail as they would for a reader who looks at the answer. */
    private static final String STRICT = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n";

    /** As often as one likes, and with something else in the file. */
    private static final String CHANGED_AND_UNCHANGED =
            "$1\nsed -i 's/^  source: .*/&\\\\n  batch: {maxRows: 500}/' shop.yaml\n$1\n$1";

    private final SharedPlatform.Addresses platform;

    @TempDir
    Path folder;

    DocumentedCommandsIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    /** All calls of the guide, and of those that go on from there, at the ports of this platform. */
    @Test
    void theGuidesCallsRunAsWritten() throws Exception {
        String calls = calls("docs/getting-started.md")
                + calls("docs/changing-pipelines.md")
                + calls("docs/dead-letters.md")
                + calls("docs/write-modes.md")
                + calls("docs/transforms.md")
                + calls("docs/formats.md");
        assertThat(calls).contains("/api/v1/pipelines");
        run(calls.replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4)));
        // By commands, with the stores and the topic of the guide.
        runPage("docs/expectations.md");
        assertThat(get("/api/v1/pipelines/sound-orders")).contains("known_currency");
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

    /** The guide to files: what lies in a folder that is allowed is rows, and the run ends by itself. */
    @Test
    void theCallsForFilesMakeTablesOfTheirRows() throws Exception {
        Path sales = platform.dataDir().resolve("captures").resolve("sales");
        Files.createDirectories(sales.resolve("receipts"));
        Files.writeString(sales.resolve("receipts/a.ndjson"), "{\"id\":1}\n{\"id\":2}\n");
        Files.writeString(sales.resolve("receipts/b.jsonl"), "{\"id\":3}\n");

        run(calls("docs/replaying-files.md").replace("/data/captures/sales", sales.toString()));

        await().until(() -> get("/api/v1/pipelines/receipts-again").contains("\"state\":\"STOPPED\""));
        String progress = get("/api/v1/pipelines/receipts-again/progress");
        assertThat(Http.json(progress).path("written").asInt()).isEqualTo(3);
        assertThat(Http.json(progress).path("lag").asInt()).isZero();
        await().until(() -> get("/api/v1/lineage?nodeId=job:weir:receipts-again")
                .contains("dataset:file:" + sales.resolve("receipts")));
    }

    private String get(String path) throws IOException, InterruptedException {
        return Http.get(platform.gateway() + path).body();
    }

    private String calls(String page) throws IOException {
        String calls = blocks(page).filter(block -> block.startsWith("curl ")).collect(Collectors.joining());
        return calls.replace("localhost:8080", platform.host() + ":" + platform.port());
    }

    /** The page's commands one after the other; what they made is then as its file says, and stays so. */
    @Test
    void thePageOfCommandsRunsAsWritten() throws Exception {
        writeProgram();
        String commands = blocks("docs/command-line.md")
                .filter(block -> block.startsWith("cat ") || block.startsWith("./weir "))
                .collect(Collectors.joining())
                .replaceFirst("(?m)^(./weir apply -f shop.yaml)$", CHANGED_AND_UNCHANGED)
                .replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4));

        String said =
                run("export WEIR_URL=" + platform.gateway() + "\n" + commands + "! ./weir stores get shop-none\n");

        assertThat(said)
                .contains("nothing was done; it would be: 10 created", "\n10 created, 0 changed, 0 unchanged")
                .containsPattern("~ pipeline shop-sales changed\n +batch.maxRows: [0-9]+ → 500\n0 created, 1 changed")
                .contains("\n0 created, 0 changed, 10 unchanged", "store shop-lake exists", "STOPPED")
                .containsPattern("token +weir_")
                .contains("pipeline shop-sales deleted")
                .containsPattern("weir: There is no store 'shop-none' \\(store-not-found, request [^ ]+;")
                .doesNotContain("from a safe");
    }

    /** All commands of a page, one after the other. */
    private String runPage(String page) throws Exception {
        writeProgram();
        return run("export WEIR_URL=" + platform.gateway() + "\n"
                + blocks(page)
                        .filter(block -> block.startsWith("cat ") || block.startsWith("./weir "))
                        .collect(Collectors.joining())
                        .replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4)));
    }

    /** A pool, a pipeline on it, and both of them stopped and started. */
    @Test
    void aPoolIsMadeStoppedAndStartedAsWritten() throws Exception {
        assertThat(runPage("docs/compute-pools.md"))
                .contains("5 created", "SUSPENDED", "night-orders", "MEDIUM", "pool night deleted");
    }

    /** Functions, a pipeline that calls them, and a change of one. */
    @Test
    void functionsAreMadeCalledAndChangedAsWritten() throws Exception {
        assertThat(runPage("docs/functions.md")).contains("5 created", "in_cents", "function gross deleted");
    }

    /** A stream, a table, a pipeline that names both, a view, and what a query feeds. */
    @Test
    void relationsAreMadeNamedAndRemovedAsWritten() throws Exception {
        assertThat(runPage("docs/relations.md"))
                .contains("7 created", "kiosk-orders", "UPSERT", "dear_customers", "relation kiosk.totals deleted");
    }

    /** Each pattern ends as its recipe says: merged, without what was there twice, and in both tables. */
    @Test
    void theRecipesDoWhatTheySay() throws Exception {
        Path recipes = platform.dataDir().resolve("captures").resolve("recipes");
        String page = "docs/streaming-patterns.md";
        writeProgram();
        run("export WEIR_URL=" + platform.gateway() + "\n"
                + blocks(page)
                        .filter(block -> block.matches("(?s)(mkdir|cat|\\./weir) .*"))
                        .collect(Collectors.joining())
                        .replace("/data/captures/recipes", recipes.toString()));
        for (String pipeline : List.of("customers-latest", "orders-both")) {
            await().until(() -> get("/api/v1/pipelines/" + pipeline).contains("\"state\":\"STOPPED\""));
        }

        String merged = get("/api/v1/pipelines/customers-latest/progress");
        String customers = get("/api/v1/warehouse/recipes-lake/tables/customers");
        assertThat(merged).contains("\"received\":5", "\"written\":4", "\"filtered\":1");
        assertThat(Http.json(customers).path("rowCount").asInt()).as(customers).isEqualTo(2);
        assertThat(customers).contains("city");

        String orders = get("/api/v1/warehouse/recipes-lake/tables/orders");
        assertThat(Http.json(orders).path("rowCount").asInt()).as(orders).isEqualTo(3);
    }

    /** What users of StreamDuck are told to look at first; the file of the page stands for theirs. */
    @Test
    void aFileOfStreamDuckIsReadAsWritten() throws Exception {
        writeProgram();
        String said = run(blocks("docs/streamduck.md")
                        .filter(block -> block.startsWith("cat "))
                        .collect(Collectors.joining())
                + "cp duck.env .env\n"
                + blocks("docs/streamduck.md")
                        .filter(block -> block.startsWith("./weir validate-config"))
                        .collect(Collectors.joining()));

        assertThat(said)
                .containsPattern(
                        "(?m)^1 +localhost:5672/receipts +\\$Default .*shop.duckdb ingest.receipts +1000 +EARLIEST$")
                .contains("Listen, of the policy of the connection string");
    }

    /** A table leaves the platform as a file, and the file is read without it. */
    @Test
    void aTableIsExportedAndShownAsWritten() throws Exception {
        writeProgram();
        String said = run("export WEIR_URL=" + platform.gateway() + "\n"
                + blocks("docs/exporting-tables.md")
                        .filter(block -> block.startsWith("cat ") || block.startsWith("./weir "))
                        .collect(Collectors.joining()));

        assertThat(said)
                .contains("parcels: version 0, 0 files of 0 bytes are in deltasql://sqlite/")
                .contains("parcels: version 0, 0 files of 0 bytes are in deltasql://duckdb/")
                .containsPattern("(?m)^  weight +double +yes$")
                .contains("\"name\":\"weight\"");
    }

    /** A database with its schema comes, is granted on and handed over, and goes with what is in it. */
    @Test
    void databasesAndSchemasComeAndGoAsWritten() throws Exception {
        writeProgram();
        String said = run("export WEIR_URL=" + platform.gateway() + "\n"
                + blocks("docs/databases.md")
                        .filter(block -> block.startsWith("./weir "))
                        .collect(Collectors.joining())
                + "! ./weir databases get retail\n");

        assertThat(said)
                .contains("What we sell")
                .containsPattern("retail +sales +")
                .contains("user:ben")
                .contains("There is no database 'retail'");
    }

    /** What readers start by {@code ./weir}. */
    private void writeProgram() throws IOException {
        Path program = folder.resolve("weir");
        Files.writeString(program, "#!/bin/sh\nexec '" + String.join("' '", Launch.BRIEF.command()) + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static Stream<String> blocks(String page) throws IOException {
        return Pages.blocks(Path.of(System.getProperty("weir.home", "..")).resolve(page)).stream();
    }

    private String run(String calls) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder commands = new ProcessBuilder("bash", "-c", STRICT + calls);
        commands.environment().put("WEIR_TOKEN", platform.token());
        // A page that compiles has a JDK, as these tests do.
        String tools = Path.of(System.getProperty("java.home"), "bin").toString();
        commands.environment().merge("PATH", tools, (path, own) -> own + File.pathSeparator + path);
        Process process = commands.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // A page may have twenty commands, each a process of its own.
        assertThat(process.waitFor(3, TimeUnit.MINUTES))
                .as(Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    /** A command or an option that a page names is one that the program has, as its completion tells. */
    @Test
    void everyWeirCommandExists() throws Exception {
        writeProgram();
        String completion = run("./weir completion");
        List<String> commands = Pages.commands("./weir ");
        assertThat(commands).anyMatch(command -> command.startsWith("./weir up"));
        for (String command : commands) {
            List<String> words =
                    Arrays.asList(command.substring("./weir ".length()).split("\\s+"));
            String completed = completed(completion, words);
            words.stream()
                    .takeWhile(word -> !word.equals("&&"))
                    .filter(word -> word.startsWith("--"))
                    .map(word -> "'" + word.replaceFirst("=.*", "") + "'")
                    .forEach(option -> assertThat(completed).as(command).contains(option));
        }
    }

    /** What completes the options of a command, which has one word, or two if it has commands in turn. */
    private static String completed(String completion, List<String> words) {
        String one = function(completion, words.get(0).replace("-", ""));
        boolean inner = words.size() > 1
                && words.get(1).matches("[a-z-]+")
                && !words.get(1).startsWith("-");
        return inner && !one.contains("local commands=\"\"")
                ? function(
                        completion,
                        words.get(0).replace("-", "") + "_" + words.get(1).replace("-", ""))
                : one;
    }

    private static String function(String completion, String name) {
        String begin = "function _picocli_weir_" + name + "() {";
        int from = completion.indexOf(begin);
        assertThat(from).as("where weir " + name + " is completed").isNotNegative();
        return completion.substring(from, completion.indexOf("\n}", from));
    }
}
