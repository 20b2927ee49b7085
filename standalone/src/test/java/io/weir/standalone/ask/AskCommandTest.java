package io.weir.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.cli.WeirCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole command, against an endpoint that is a server of this test. */
class AskCommandTest {

    private static final String TOKEN = "dapi-nobody-sees";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private AgentServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AgentServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aQuestionIsAskedWithItsMetadataAndAnsweredWithoutFootnotes() throws IOException {
        server.answers("\"A mark[^a-1].\\u001b[31m\\n\\n[^a-1]: page 3\"");

        assertThat(ask("What is a watermark?", "--metadata", "team=shop", "--metadata", "run=7"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("A mark.[31m\n");
        JsonNode asked = server.asked.get(0);
        assertThat(asked.path("model").asString()).isEqualTo("my-agent");
        assertThat(asked.path("metadata").toString()).isEqualTo("{\"team\":\"shop\",\"run\":\"7\"}");
        assertThat(asked.path("messages").toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"What is a watermark?\"}]");
        assertThat(server.tokens).containsExactly("Bearer " + TOKEN);
    }

    @Test
    void anAnswerOfPartsIsReadAndItsModelIdAndTokensAreSaid() throws IOException {
        server.answers("[{\"type\":\"reasoning\",\"text\":\"hm\"},{\"type\":\"text\",\"text\":\"yes\"},"
                + "{\"type\":\"text\",\"text\":\"[^1]!\"}]");

        assertThat(ask("?", "--json", "--footnotes")).isZero();

        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertThat(said.path("answer").asString()).isEqualTo("yes[^1]!");
        assertThat(said.path("id").asString()).isEqualTo("r-1");
        assertThat(said.path("model").asString()).isEqualTo("m-2");
        assertThat(said.path("usage").path("promptTokens").asLong()).isEqualTo(7);
        assertThat(said.path("usage").path("totalTokens").asLong()).isEqualTo(10);
    }

    @Test
    void aConversationGoesOnFromItsFile() throws IOException {
        server.answers("\"one\"").answers("\"two\"");
        String file = folder.resolve("talk.json").toString();

        assertThat(ask("first", "--conversation", file)).isZero();
        assertThat(ask("second", "--conversation", file)).isZero();

        assertThat(server.asked.get(1).path("messages").toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"assistant\",\"content\":\"one\"},"
                        + "{\"role\":\"user\",\"content\":\"second\"}]");
        assertThat(new ConversationFile(Path.of(file)).read())
                .hasSize(4)
                .endsWith(Message.question("second"), Message.answer("two"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(found -> found.getFileName().toString()))
                    .containsExactlyInAnyOrder("talk.json", "agent.env");
        }
    }

    @Test
    void aFileThatIsNoConversationIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("talk.json"), "{\"messages\":[{\"role\":\"boss\"}]}");

        assertThat(ask("first", "--conversation", file.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("talk.json has no message at messages[0]; allowed: {\"messages\"");
        assertThat(server.asked).isEmpty();
        assertThat(file).hasContent("{\"messages\":[{\"role\":\"boss\"}]}");
    }

    @Test
    void linesOfStandardInputAreOneConversation() throws IOException {
        server.answers("\"one\"").answers("\"two\"");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("first\n\nsecond\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(ask()).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(out.toString()).isEqualToNormalizingNewlines("one\ntwo\n");
        assertThat(server.asked.get(1).path("messages")).hasSize(3);
    }

    @Test
    void allThatIsMissingOrWrongIsSaidAtOnce() throws IOException {
        assertThat(run("DATABRICKS_BASE_URL=http://shop:" + TOKEN + "@far\nDATABRICKS_TOKEN=" + TOKEN
                        + "\nAGENTBRICKS_MAX_RETRIES=many\nAGENTBRICKS_TIMEOUT=0\nAGENTBRICKS_RETRY_DELAY=-1\n"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "weir: DATABRICKS_BASE_URL names a user; allowed: https://HOST/PATH, or http://localhost:PORT/PATH",
                        "weir: DATABRICKS_MODEL is missing; allowed: the name of a serving endpoint: 1 to 200 letters,"
                                + " digits and . _ : / -, a letter or digit first",
                        "weir: AGENTBRICKS_MAX_RETRIES is 'many'; allowed: 0 to 20",
                        "weir: AGENTBRICKS_RETRY_DELAY is '-1'; allowed: 0 to 300 seconds",
                        "weir: AGENTBRICKS_TIMEOUT is '0'; allowed: 0.001 to 3600 seconds");
    }

    @Test
    void theConfigurationIsShownWithoutTheToken() throws IOException {
        assertThat(ask("--show-config")).isZero();

        assertThat(out.toString())
                .containsPattern("(?m)^DATABRICKS_TOKEN +\\*{8} +.env$")
                .containsPattern("(?m)^DATABRICKS_BASE_URL +http://localhost:[0-9]+/serving-endpoints +.env$")
                .containsPattern("(?m)^DATABRICKS_MODEL +my-agent +.env$")
                .containsPattern("(?m)^AGENTBRICKS_MAX_RETRIES +3 +default$")
                .containsPattern("(?m)^AGENTBRICKS_RETRY_DELAY +1 +default$")
                .containsPattern("(?m)^AGENTBRICKS_TIMEOUT +60 +default$");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void wrongUsageIsTwo() throws IOException {
        assertThat(ask("q", "--metadata", "novalue")).isEqualTo(2);
    }

    private int ask(String... arguments) throws IOException {
        return run(
                "DATABRICKS_TOKEN=" + TOKEN + "\nDATABRICKS_MODEL=my-agent\nDATABRICKS_BASE_URL=" + server.address()
                        + "\n",
                arguments);
    }

    private int run(String variables, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.env"), variables);
        List<String> all = new ArrayList<>(List.of("ask", "-e", file.toString()));
        all.addAll(List.of(arguments));
        CommandLine weir = WeirCommand.commandLine("ask");
        weir.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = weir.execute(all.toArray(String[]::new));
        assertThat(out.toString() + err).doesNotContain(TOKEN);
        return code;
    }
}
