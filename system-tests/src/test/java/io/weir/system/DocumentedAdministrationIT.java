package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deployment.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The commands of pages on the program and on what administrators do. {@code ./weir demo}, {@code up} and {@code status}
 * themselves are run by CI.
 */
class DocumentedAdministrationIT extends DocumentedCommands {

    /** As often as one likes, and with something else in the file. */
    private static final String CHANGED_AND_UNCHANGED =
            "$1\nsed -i 's/^  source: .*/&\\\\n  batch: {maxRows: 500}/' shop.yaml\n$1\n$1";

    DocumentedAdministrationIT(SharedPlatform.Addresses platform) {
        super(platform);
    }

    /** The page's commands one after the other; what they made is then as its file says, and stays so. */
    @Test
    void thePageOfCommandsRunsAsWritten() throws Exception {
        String commands = commands("docs/command-line.md")
                .replaceFirst("(?m)^(./weir apply -f shop.yaml)$", CHANGED_AND_UNCHANGED);

        String said = runProgram(commands + "! ./weir stores get shop-none\n");

        assertThat(said)
                .contains("nothing was done; it would be: 10 created", "\n10 created, 0 changed, 0 unchanged")
                .containsPattern("~ pipeline shop-sales changed\n +batch.maxRows: [0-9]+ → 500\n0 created, 1 changed")
                .contains("\n0 created, 0 changed, 10 unchanged", "store shop-lake exists", "STOPPED")
                .containsPattern("token +weir_")
                .contains("pipeline shop-sales deleted")
                .containsPattern("weir: There is no store 'shop-none' \\(store-not-found, request [^ ]+;")
                .doesNotContain("from a safe");
    }

    /** A pool, a pipeline on it, and both of them stopped and started. */
    @Test
    void aPoolIsMadeStoppedAndStartedAsWritten() throws Exception {
        assertThat(runPage("docs/compute-pools.md"))
                .contains("5 created", "SUSPENDED", "night-orders", "MEDIUM", "pool night deleted");
    }

    /** What users of StreamDuck are told to look at first; the file of the page stands for theirs. */
    @Test
    void aFileOfStreamDuckIsReadAsWritten() throws Exception {
        String commands = commands("docs/streamduck.md");
        String file = commands.substring(commands.indexOf("cat "));
        writeProgram();
        String said = run(file + "cp duck.env .env\n" + commands);

        assertThat(said)
                .containsPattern(
                        "(?m)^1 +localhost:5672/receipts +\\$Default .*shop.duckdb ingest.receipts +1000 +EARLIEST$")
                .contains("Listen, of the policy of the connection string");
    }

    /** A table leaves the platform as a file, and the file is read without it. */
    @Test
    void aTableIsExportedAndShownAsWritten() throws Exception {
        assertThat(runPage("docs/exporting-tables.md"))
                .contains("parcels: version 0, 0 files of 0 bytes are in deltasql://sqlite/")
                .contains("parcels: version 0, 0 files of 0 bytes are in deltasql://duckdb/")
                .containsPattern("(?m)^  weight +double +yes$")
                .contains("\"name\":\"weight\"");
    }

    /** A database with its schema comes, is granted on and handed over, and goes with what is in it. */
    @Test
    void databasesAndSchemasComeAndGoAsWritten() throws Exception {
        String said = runProgram(commands("docs/databases.md") + "! ./weir databases get retail\n");

        assertThat(said)
                .contains("What we sell")
                .containsPattern("retail +sales +")
                .contains("user:ben")
                .contains("There is no database 'retail'");
    }

    /** What operators of the compose file and of a cluster do first, with the token that they were given in a file. */
    @Test
    void theFirstCallsOfOperatorsRunAsWritten() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("secrets")).resolve("admin-token"), platform.token());
        String pages = page("docs/operations/compose.md") + page("docs/operations/kubernetes.md");
        String calls = pages.lines()
                .filter(line -> line.contains("./weir ") || line.matches("(curl|export) .*"))
                .collect(Collectors.joining("\n"))
                .replace("tokens create ann --set scope=ADMIN", "tokens create ann-of-the-cluster --set scope=ADMIN")
                .replace("http://127.0.0.1:8080", platform.gateway())
                .replace("https://weir.example.com", platform.gateway());
        assertThat(calls.lines()).hasSize(4);

        assertThat(runProgram(calls)).contains("\"status\":\"UP\"").containsPattern("(?s)token +weir_.*token +weir_");
    }

    private static String page(String page) throws IOException {
        return String.join("", Pages.blocks(Pages.of(page)));
    }

    /** A table is looked at, forgotten and taken in again, as after a restore of the database. */
    @Test
    void aTableIsTakenInAgainAsWritten() throws Exception {
        List<String> steps = Pages.blocksToRun(Pages.of("docs/operations/backup.md")).stream()
                .map(block -> block.replace("orders", "restored_orders"))
                .toList();
        assertThat(steps).hasSize(2);
        createTable("restored_orders");
        String location = Http.json(get("/api/v1/tables/restored_orders"))
                .path("location")
                .asText();

        String said = runProgram(steps.get(0)
                + steps.get(1).replace("LOCATION", "'" + location + "'")
                + steps.get(0)
                + "./weir tables list\n./weir pipelines list\n");

        assertThat(said).contains(location, "table restored_orders deleted");
        assertThat(get("/api/v1/tables/restored_orders")).contains("\"version\":0");
    }

    /** A table is freed of files, guarded, dropped and brought back. */
    @Test
    void aTableIsKeptInOrderAsWritten() throws Exception {
        createTable("kept_orders");
        String commands = commands("docs/vacuum.md") + commands("docs/tables.md");
        assertThat(commands.lines()).hasSize(9);

        String said = runProgram(commands.replace("orders", "kept_orders"));

        assertThat(said)
                .contains("GUARDED", "MIRRORED", "table kept_orders deleted")
                .contains("kept_orders");
        assertThat(get("/api/v1/tables/kept_orders"))
                .contains("\"mode\":\"MIRRORED\"", "\"version\":3", "One row for each order");
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
