package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.cli.WeirCommand;
import io.weir.standalone.resource.CommandServer.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands of all kinds have in common: how they print, and that a shell completes them. */
class EveryKindTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PARENT = Pattern.compile("\\{([^/]*)}");
    private static final String THINGS = """
            {"items":[{"name":"a: b","id":1,"properties":{"x":"ü"}},{"name":"c","id":2}]}""";

    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, (method, target, body) -> new Answer(200, THINGS));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String list(ResourceKind kind, String format) {
        List<String> words = new ArrayList<>(List.of(kind.label(), "list", "-o", format));
        PARENT.matcher(kind.collection())
                .results()
                .forEach(parent -> words.addAll(List.of("--" + parent.group(1), "p")));
        assertThat(server.weir(words.toArray(String[]::new))).as(server::err).isZero();
        return server.out();
    }

    @ParameterizedTest
    @EnumSource
    void whatCanBeDeclaredIsNamedByTheHelpAndByThePage(Blueprint kind) throws IOException {
        assertThat(server.weir("apply", "--help")).isZero();
        assertThat(server.out()).containsPattern("\\b" + kind.label() + "[, \n]");
        assertThat(Files.readString(Path.of("../docs/command-line.md"))).contains('`' + kind.label() + '`');
    }

    @ParameterizedTest
    @EnumSource
    void itsListIsATableForPeopleAndWholeForPrograms(ResourceKind kind) {
        JsonNode whole = JSON.readTree(THINGS).path("items");

        assertThat(JSON.readTree(list(kind, "json"))).isEqualTo(whole);
        Object yaml = new Yaml().load(list(kind, "yaml"));
        assertThat(JSON.readTree(JSON.writeValueAsString(yaml))).isEqualTo(whole);
        List<String> table = list(kind, "table").lines().toList();
        assertThat(table).hasSize(3);
        assertThat(table.get(0)).isUpperCase();
    }

    /** As a shell asks that has read what {@code weir completion} prints: of a command, a verb, an option and a value. */
    @Test
    void aShellCompletesWhatWasTyped() throws Exception {
        StringWriter script = new StringWriter();
        CommandLine command = WeirCommand.commandLine("completion");
        command.setOut(new PrintWriter(script, true));
        command.execute("completion");
        Path file = Files.writeString(folder.resolve("completion"), script.toString());

        assertThat(completed(file, "weir", "sto")).containsExactly("stores");
        assertThat(completed(file, "weir", "stores", "test")).containsExactly("test-connection");
        assertThat(completed(file, "weir", "function-sources", "li")).containsExactly("list");
        assertThat(completed(file, "weir", "stores", "list", "--pre")).containsExactly("--prefix");
        assertThat(completed(file, "weir", "stores", "create", "--kind", "KA")).containsExactly("KAFKA");
    }

    private static List<String> completed(Path script, String... words) throws Exception {
        String typed = String.join("' '", words);
        // Which a shell has while it completes only.
        String asking = "compopt() { true; }; source '" + script + "'; COMP_WORDS=('" + typed + "'); COMP_CWORD="
                + (words.length - 1) + "; _complete_weir; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", asking)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
