package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.cli.ShellCommands;
import io.weir.standalone.cli.WeirCommand;
import io.weir.standalone.resource.CommandServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of operations' help pages, typed against a server that notes what it is sent. */
class HelpTest {

    private final List<JsonNode> sent = new ArrayList<>();
    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, (method, target, body) -> {
            if (!body.isEmpty()) {
                sent.add(JsonMapper.shared().readTree(body));
            }
            return new Answer(200, "{\"name\":\"a\",\"items\":[]}");
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  weir ") && !line.matches(".* (-f|--content-from) .*"))
                .toList();
    }

    /** The platform takes that: it is what the API document shows to everybody. */
    @ParameterizedTest
    @EnumSource
    void anExampleSendsWhatTheDocumentHasAsOne(ResourceKind kind) {
        Map<String, CommandLine> commands = WeirCommand.commandLine(kind.label())
                .getSubcommands()
                .get(kind.label())
                .getSubcommands();
        Verbs.of(kind, ApiDocument.ofClient()).forEach((verb, operation) -> {
            for (String example : operation.body().isPresent() ? examples(commands.get(verb)) : List.<String>of()) {
                sent.clear();
                assertThat(server.weir(ShellCommands.ofWeir(example).get(0)))
                        .as(example + ": " + server.err())
                        .isZero();
                assertThat(sent).as(example).containsExactly(operation.example());
            }
        });
    }

    @Test
    void whatIsMadeOfAFileIsMadeOfTheFile() throws IOException {
        Path jar = Files.write(folder.resolve("tax.jar"), new byte[] {1, -1, 0});
        assertThat(server.weir("function-sources", "create", "tax", "--content-from", jar.toString()))
                .as(server.err())
                .isZero();
        assertThat(server.weir("descriptors", "update", "shop", "--content-from", jar.toString()))
                .as(server.err())
                .isZero();
        assertThat(sent)
                .extracting(JsonNode::toString)
                .containsExactly("{\"name\":\"tax\",\"content\":\"Af8A\"}", "{\"content\":\"Af8A\"}");
        Path none = folder.resolve("none.jar");
        assertThat(server.weir("function-sources", "create", "tax", "--content-from", none.toString()))
                .isEqualTo(1);
        assertThat(server.err()).isEqualTo("weir: " + none + " cannot be read: there is no such file\n");
        server.weir("function-sources", "create", "--help");
        assertThat(server.out()).contains("weir function-sources create tax --content-from FILE");
    }

    @Test
    void whatIsTypedIsEnough() {
        Map<String, CommandLine> tables =
                WeirCommand.commandLine("tables").getSubcommands().get("tables").getSubcommands();
        assertThat(examples(tables.get("restore"))).containsExactly("  weir tables restore orders --version 7");
        assertThat(examples(tables.get("create")))
                .as("what has parts that are no words is sent as a file")
                .isEmpty();
        Map<String, CommandLine> functions = WeirCommand.commandLine("functions")
                .getSubcommands()
                .get("functions")
                .getSubcommands();
        assertThat(examples(functions.get("create")))
                .containsExactly("  weir functions create gross --body net+tax --parameters net,tax");
    }
}
