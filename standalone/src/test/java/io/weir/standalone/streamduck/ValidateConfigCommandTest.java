package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateConfigCommandTest {

    private static final String GOOD = """
            EVENTHUB_NAMESPACE=shop.servicebus.windows.net
            EVENTHUB_CONNECTION_STRING="Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=R;SharedAccessKey=hidden"
            EVENTHUBNAME_1=orders
            EVENTHUBNAME_1_CONSUMER_GROUP=$Default
            MOTHERDUCK_1_DATABASE=lake
            MOTHERDUCK_1_SCHEMA=ingest
            MOTHERDUCK_1_TABLE=orders
            MOTHERDUCK_1_TOKEN=hidden
            EVENTHUBNAME_2=returns
            """;

    private static final String KEY = "SMART_RETRY_LLM_API_KEY";
    private static final String MODEL = "SMART_RETRY_ENABLED=true\n" + KEY + "=";
    private static final String ALLOWED = "the key, env:NAME or file:/PATH, from the root on, of a file that holds it";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsMappingsAndRights() throws IOException {
        assertThat(run(GOOD, "--show-rbac")).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^N +EVENT HUB +GROUP +TARGET +BATCH +BEGINS$")
                .containsPattern(
                        "(?m)^1 +shop.servicebus.windows.net/orders +\\$Default +md:lake ingest.orders +1000 +EARLIEST$")
                .containsPattern("(?m)^1 +Listen, .* shop.servicebus.windows.net/orders +reading events$")
                .containsPattern("(?m)^1 +read/write token +database lake +writing rows$");
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "weir: warning: EVENTHUBNAME_2 has no MOTHERDUCK_2_DATABASE: it is not read\n");
        assertThat(out.toString() + err).doesNotContain("hidden");
    }

    @Test
    void whoSignsInWithoutAConnectionStringNeedsARole() throws IOException {
        assertThat(run(GOOD.replaceFirst("EVENTHUB_CONNECTION_STRING=.*\n", ""), "--show-rbac"))
                .isZero();
        assertThat(out.toString())
                .containsPattern(
                        "(?m)^1 +Azure Event Hubs Data Receiver +shop.servicebus.windows.net/orders +reading events$")
                .doesNotContain("Listen");
    }

    @Test
    void tellsEveryFaultInALineOfItsOwn() throws IOException {
        assertThat(run(GOOD + "MOTHERDUCK_1_BATCH=many\nno line\nSMART_RETRY_MODLE=hidden\n"))
                .isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines().filter(line -> !line.contains("warning")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("weir: "))
                .anyMatch(line -> line.contains("line 11 is none of these; allowed: NAME=value"))
                .anyMatch(line -> line.contains("MOTHERDUCK_1_BATCH is 'many'; allowed: 1 to 2000000"))
                .anyMatch(line -> line.contains("SMART_RETRY_MODLE is not known"));
        assertThat(err.toString()).doesNotContain("hidden", "hs_err");
    }

    @Test
    void tellsProgramsTheSame() throws IOException {
        assertThat(run(GOOD, "--json")).isZero();
        JsonNode document = JsonMapper.shared().readTree(out.toString());
        assertThat(document.path("valid").asBoolean()).isTrue();
        assertThat(document.path("mappings").path(0).path("hub").asString()).isEqualTo("orders");
        assertThat(document.path("warnings").size()).isEqualTo(1);

        out.getBuffer().setLength(0);
        assertThat(run(GOOD + "MOTHERDUCK_1_BATCH=many\n", "--json")).isEqualTo(1);
        JsonNode fault =
                JsonMapper.shared().readTree(out.toString()).path("faults").path(0);
        assertThat(fault.path("variable").asString()).isEqualTo("MOTHERDUCK_1_BATCH");
        assertThat(fault.path("found").asString()).isEqualTo("many");
        assertThat(out.toString()).doesNotContain("hidden");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        CommandLine weir = commandLine();

        assertThat(weir.execute("validate-config", "-e", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no file " + folder.resolve("none"));
    }

    /** From the root on, as with every other file of a secret: what is relative depends on where somebody stands. */
    @Test
    void theFileOfAModelsKeyIsNamedFromTheRootOn() throws IOException {
        Files.writeString(folder.resolve("model.key"), "hidden");

        assertThat(run(GOOD + MODEL + "file:model.key\n")).isEqualTo(1);
        assertThat(faults()).containsExactly("weir: " + KEY + " is 'file:model.key'; allowed: " + ALLOWED);
        err.getBuffer().setLength(0);
        assertThat(run(GOOD + MODEL + "file:" + folder.resolve("model.key") + "\n"))
                .isZero();
        assertThat(out.toString() + err).doesNotContain("hidden");
    }

    /** Told before a model is asked, which would be asked in vain. */
    @Test
    void theFileOfAModelsKeyIsThereAndHoldsOne() throws IOException {
        Path file = folder.resolve("model.key");

        assertThat(run(GOOD + MODEL + "file:" + file + "\n", "--json")).isEqualTo(1);
        JsonNode fault =
                JsonMapper.shared().readTree(out.toString()).path("faults").path(0);
        assertThat(fault.path("variable").asString()).isEqualTo(KEY);
        assertThat(fault.path("problem").asString()).contains("names no key: file:" + file, "cannot be read");
        Files.writeString(file, "\n");
        assertThat(run(GOOD + MODEL + "file:" + file + "\n")).isEqualTo(1);
        assertThat(faults())
                .containsExactly("weir: " + KEY + " names no key: file:" + file + " is empty; allowed: " + ALLOWED);
    }

    private List<String> faults() {
        return err.toString().lines().filter(line -> !line.contains("warning")).toList();
    }

    private int run(String text, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("validate-config", "-e"));
        arguments.add(Files.writeString(folder.resolve("duck.env"), text).toString());
        arguments.addAll(List.of(more));
        return commandLine().execute(arguments.toArray(String[]::new));
    }

    private CommandLine commandLine() {
        return WeirCommand.commandLine("validate-config")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
