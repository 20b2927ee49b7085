package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.weir.standalone.cli.WeirCommand;
import io.weir.standalone.resource.CommandServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands against a server that notes what it is asked. */
class ResourceCommandTest {

    private final List<String> asked = new ArrayList<>();
    private final Queue<String> rotations = new ArrayDeque<>();
    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, this::stores);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer stores(String method, String target, String body) {
        asked.add(method + " " + target + (body.isEmpty() ? "" : " " + body));
        if (target.contains("none")) {
            return new Answer(
                    404,
                    "{\"detail\":\"There is no store 'none'.\",\"code\":\"store-not-found\",\"requestId\":\"r1\"}");
        }
        if (target.contains("wrong")) {
            return new Answer(
                    422,
                    "{\"detail\":\"kind: is unknown\",\"code\":\"invalid-request\",\"errors\":[{\"field\":\"kind\","
                            + "\"message\":\"is unknown\",\"found\":\"X\",\"allowed\":\"KAFKA\"}]}");
        }
        if (target.contains("away") && asked.size() % 3 != 0) {
            return new Answer(503, "{\"detail\":\"The service is away.\",\"code\":\"unavailable\"}");
        }
        if (target.contains("rotations")) {
            return new Answer(200, rotations.remove());
        }
        if (target.contains("pageToken")) {
            return new Answer(200, "{\"items\":[{\"name\":\"b\",\"kind\":\"KAFKA\"}]}");
        }
        if (target.contains("limit")) {
            return new Answer(200, "{\"items\":[{\"name\":\"a\",\"kind\":\"DUCKDB\"}],\"nextPageToken\":\"more\"}");
        }
        String tag = target.contains("users") ? "\"7\"" : "";
        return new Answer(method.equals("DELETE") ? 204 : 200, "{\"name\":\"a\",\"n\":1}", "ETag", tag);
    }

    @Test
    void aListGoesThroughAllPages() {
        assertThat(server.weir("stores", "list")).as(server::err).isZero();
        assertThat(asked)
                .containsExactly("GET /api/v1/stores?limit=1000", "GET /api/v1/stores?limit=1000&pageToken=more");
        assertThat(server.out().lines().map(String::strip))
                .contains("a     DUCKDB  –           –", "b     KAFKA   –           –");
    }

    @Test
    void aDroppedTableIsFoundAndTakenBack() {
        String id = "7c431f46-c86d-4d1a-bb09-0e22e72cb35e";
        assertThat(server.weir("tables", "dropped")).as(server::err).isZero();
        assertThat(server.weir("tables", "undrop", "a b")).as(server::err).isZero();
        assertThat(server.weir("tables", "undrop", "a", "--id", id)).isZero();
        assertThat(server.weir("tables", "undrop", "none")).isEqualTo(1);
        assertThat(asked.subList(1, 5))
                .containsExactly(
                        "GET /api/v1/dropped-tables?limit=1000&pageToken=more",
                        "POST /api/v1/tables/a%20b/undrop",
                        "POST /api/v1/tables/a/undrop?id=" + id,
                        "POST /api/v1/tables/none/undrop");
    }

    @Test
    void theModeOfATableIsSet() {
        assertThat(server.weir("tables", "mode", "a b", "--mode", "GUARDED"))
                .as(server::err)
                .isZero();
        assertThat(asked).containsExactly("PUT /api/v1/tables/a%20b/mode {\"mode\":\"GUARDED\"}");
    }

    @Test
    void aSecretsValueComesFromAFileOrStandardInput() throws IOException {
        Path file = Files.writeString(folder.resolve("value"), "Key=é\"\n\n");
        assertThat(server.weir("secrets", "create", "hubs", "-f", file.toString()))
                .as(server::err)
                .isZero();
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("piped in\r\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(server.weir("secrets", "update", "a/b")).as(server::err).isZero();
            assertThat(server.weir("secrets", "update", "empty")).isEqualTo(1);
            assertThat(server.weir("secrets", "update", "hubs", "--properties", "team=a", "--properties", "of=b"))
                    .as("the value stays")
                    .isZero();
            assertThat(server.weir("secrets", "update", "hubs", "--properties", "team=a", "-f", file.toString()))
                    .isZero();
            assertThat(server.weir("secrets", "create", "empty", "--properties", "team=a"))
                    .as("there is no secret without a value")
                    .isEqualTo(1);
        } finally {
            System.setIn(before);
        }
        assertThat(server.err()).hasLineCount(1).contains("there is no value");
        assertThat(server.weir("secrets", "create", "hubs", "-f", file.toString(), "--properties", "team=a"))
                .isZero();
        assertThat(server.weir("secrets", "create", "hubs", "-f", folder + "/absent"))
                .isEqualTo(1);
        assertThat(server.weir("secrets", "create", "hubs", "--set", "value=x")).isEqualTo(2);
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/secrets {\"name\":\"hubs\",\"value\":\"Key=é\\\"\\n\"}",
                        "PATCH /api/v1/secrets/a%2Fb {\"value\":\"piped in\"}",
                        "PATCH /api/v1/secrets/hubs {\"properties\":{\"team\":\"a\",\"of\":\"b\"}}",
                        "PATCH /api/v1/secrets/hubs {\"value\":\"Key=é\\\"\\n\",\"properties\":{\"team\":\"a\"}}",
                        "POST /api/v1/secrets {\"name\":\"hubs\",\"value\":\"Key=é\\\"\\n\",\"properties\":{\"team\":\"a\"}}");
    }

    @Test
    void secretsAreEncryptedAnewUntilNoneIsLeft() {
        rotations.addAll(List.of(
                "{\"keyId\":\"k2\",\"rotated\":1000,\"remaining\":7,\"unreadable\":[]}",
                "{\"keyId\":\"k2\",\"rotated\":7,\"remaining\":0,\"unreadable\":[]}",
                "{\"keyId\":\"k2\",\"rotated\":0,\"remaining\":0,\"unreadable\":[]}",
                "{\"keyId\":\"k2\",\"rotated\":0,\"remaining\":1,\"unreadable\":[\"lost\"]}"));
        assertThat(server.weir("secrets", "rotate")).as(server::err).isZero();
        assertThat(server.out()).isEqualToIgnoringNewLines("1007 encrypted anew by the key k2");
        assertThat(server.weir("secrets", "rotate")).isEqualTo(1);
        assertThat(server.err()).hasLineCount(1).contains("lost");
    }

    @Test
    void itIsPrintedAsAsked() {
        server.weir("stores", "get", "a", "-o", "yaml");
        assertThat(server.out()).isEqualTo("name: a\nn: 1\n");
        server.weir("stores", "get", "a", "--json");
        assertThat(server.out()).contains("\"name\" : \"a\"");
    }

    @Test
    void aNameIsOneSegmentOfAPath() {
        server.weir("stores", "get", "a/../b c?x");
        assertThat(asked).containsExactly("GET /api/v1/stores/a%2F..%2Fb%20c%3Fx");
    }

    @Test
    void fieldsComeFromTheFileThenFromTheCommand() throws IOException {
        Path file = Files.writeString(folder.resolve("store.yaml"), "kind: KAFKA\nproperties: {a: x}\n");
        assertThat(server.weir(
                        "stores",
                        "create",
                        "s",
                        "-f",
                        file.toString(),
                        "--set",
                        "properties.b=7",
                        "--set",
                        "kind=DUCKDB"))
                .isZero();
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/stores {\"kind\":\"DUCKDB\",\"properties\":{\"a\":\"x\",\"b\":\"7\"},\"name\":\"s\"}");
    }

    @Test
    void fieldsComeFromStandardInputToo() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("{\"kind\": \"DUCKDB\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(server.weir("stores", "create", "s", "-f", "-"))
                    .as(server::err)
                    .isZero();
            System.setIn(new ByteArrayInputStream("- x\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(server.weir("stores", "create", "s", "-f", "-")).isEqualTo(1);
        } finally {
            System.setIn(before);
        }
        assertThat(server.err()).hasLineCount(1).contains("standard input");
        assertThat(asked).containsExactly("POST /api/v1/stores {\"kind\":\"DUCKDB\",\"name\":\"s\"}");
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        assertThat(server.weir("stores", "get", "none")).isEqualTo(1);
        assertThat(server.err())
                .isEqualToIgnoringNewLines(
                        "weir: There is no store 'none' (store-not-found, request r1; GET" + " /api/v1/stores/none)");
        assertThat(server.weir("stores", "update", "wrong", "--set", "properties.a=x"))
                .isEqualTo(1);
        assertThat(server.err())
                .startsWith("weir: kind: is unknown; found X, allowed: KAFKA (invalid-request")
                .hasLineCount(1);
        assertThat(folder.resolve("logs")).doesNotExist();
        assertThat(server.weir("stores", "delete", "a", "none", "b")).isEqualTo(1);
        assertThat(asked).contains("DELETE /api/v1/stores/a").noneMatch(call -> call.endsWith("/b"));
    }

    @Test
    void aFileThatIsNoneIsSaid() throws IOException {
        Path file = folder.resolve("bad.yaml");
        for (String content : List.of("- a\n", "just text\n", "a: [\n", "a: 1\n---\nb: 2\n", "!!java.net.URL [x]\n")) {
            Files.writeString(file, content);
            assertThat(server.weir("stores", "create", "-f", file.toString()))
                    .as(content)
                    .isEqualTo(1);
            assertThat(server.err()).as(content).hasLineCount(1).contains("bad.yaml");
        }
        assertThat(server.weir(
                        "stores", "create", "-f", folder.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void aLimitIsKept() {
        assertThat(server.weir("stores", "list", "--limit", "1")).isZero();
        assertThat(asked).containsExactly("GET /api/v1/stores?limit=1");
        assertThat(server.weir("stores", "list", "--limit", "0")).isEqualTo(2);
        assertThat(server.err()).hasLineCount(1).contains("found 0");
    }

    @Test
    void parametersAndFieldsAreOptions() {
        assertThat(server.weir("topics", "create", "t", "--store", "b c", "--partitions", "4"))
                .as(server::err)
                .isZero();
        assertThat(server.weir("pipelines", "progress", "p", "--wait-millis", "5"))
                .isZero();
        assertThat(server.weir("roles", "grant", "lead", "a/b")).isZero();
        assertThat(server.weir("users", "update", "ann", "--roles", "a,b")).isZero();
        assertThat(server.weir("stores", "create", "s", "--kind", "KAFKA", "--properties", "p=1"))
                .isZero();
        assertThat(server.weir("tables", "delete", "t", "--purge")).isZero();
        assertThat(server.weir("pipelines", "update", "p", "--transform", "select 1"))
                .isZero();
        assertThat(server.tags()).containsExactly("\"7\"");
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/stores/b%20c/topics {\"name\":\"t\",\"partitions\":4}",
                        "GET /api/v1/pipelines/p/progress?waitMillis=5",
                        "PUT /api/v1/roles/lead/roles/a%2Fb",
                        "GET /api/v1/users/ann",
                        "PATCH /api/v1/users/ann {\"roles\":[\"a\",\"b\"]}",
                        "POST /api/v1/stores {\"name\":\"s\",\"kind\":\"KAFKA\",\"properties\":{\"p\":\"1\"}}",
                        "DELETE /api/v1/tables/t?purge=true",
                        "GET /api/v1/pipelines/p",
                        "PATCH /api/v1/pipelines/p {\"transform\":\"select 1\"}");
    }

    @Test
    void wrongUsageIsOneLineAndExitCodeTwo() {
        String[][] wrong = {
            {"topics", "list"},
            {"topics", "create", "t", "--store", "s", "--partitions", "many"},
            {"stores", "get"},
            {"stores", "get", "a", "b"},
            {"stores", "gte", "a"},
            {"secrets", "create", "s", "--value", "x"}
        };
        for (String[] arguments : wrong) {
            assertThat(server.weir(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(server.err()).hasLineCount(1).startsWith("weir: ");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whetherItExistsIsTheExitCode() {
        assertThat(server.weir("stores", "exists", "a")).isZero();
        assertThat(server.out()).isEqualToIgnoringNewLines("store a exists");
        assertThat(server.weir("stores", "exists", "none")).isEqualTo(1);
        assertThat(server.out()).isEqualToIgnoringNewLines("store none does not exist");
        assertThat(server.err()).isEmpty();
    }

    @Test
    void whatMayBeRepeatedIsRepeatedWithItsKey() {
        assertThat(server.weir("topics", "create", "t", "--store", "away", "--partitions", "1"))
                .as(server::err)
                .isZero();
        assertThat(asked).hasSize(3);
        assertThat(server.keys()).hasSize(3).containsOnly(server.keys().get(0));
        asked.clear();
        assertThat(server.weir("roles", "delete", "away")).isEqualTo(1);
        assertThat(asked).containsExactly("DELETE /api/v1/roles/away");
        assertThat(server.err()).contains("The service is away");
    }

    @Test
    void thatNothingRunsIsSaidAndLeavesNothingBehind() {
        Path nowhere = folder.resolve("nowhere");
        CommandLine command = WeirCommand.commandLine("stores");
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err, true));
        assertThat(command.execute("stores", "list", "--data-dir", nowhere.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).startsWith("weir: nothing runs on " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void anAddressThatIsNoneIsSaid() {
        for (String address :
                List.of("localhost:8080", "ftp://x", "http://u:secret@x", "http://x/path", "http://x y")) {
            CommandLine command = WeirCommand.commandLine("stores");
            StringWriter err = new StringWriter();
            command.setErr(new PrintWriter(err, true));
            assertThat(command.execute("stores", "list", "--data-dir", folder.toString(), "--url", address))
                    .as(address)
                    .isEqualTo(1);
            assertThat(err.toString())
                    .hasLineCount(1)
                    .contains("expected is http://HOST:PORT")
                    .doesNotContain("secret");
        }
    }

    @Test
    void everyKindIsCompleted() {
        StringWriter out = new StringWriter();
        CommandLine command = WeirCommand.commandLine("completion");
        command.setOut(new PrintWriter(out, true));
        assertThat(command.execute("completion")).isZero();
        for (ResourceKind kind : ResourceKind.values()) {
            assertThat(out.toString()).contains("_picocli_weir_" + kind.label().replace("-", "") + "_list");
        }
        assertThat(out.toString()).contains("_picocli_weir_stores_testconnection");
    }

    /** Also of an operation that comes tomorrow. */
    @ParameterizedTest
    @EnumSource(ResourceKind.class)
    void everyOperationIsACommandWhoseExamplesCanBeTyped(ResourceKind kind) {
        CommandLine weir = WeirCommand.commandLine(kind.label());
        CommandLine commands = weir.getSubcommands().get(kind.label());
        Map<String, Operation> verbs = Verbs.of(kind, ApiDocument.ofClient());
        long withSecrets = kind == ResourceKind.SECRETS ? 2 : 0;
        assertThat(ApiDocument.ofClient().operations().stream()
                        .filter(kind::owns)
                        .filter(Operation::isPrintable))
                .hasSize((int) (verbs.size() + withSecrets));
        for (String verb : commands.getSubcommands().keySet()) {
            CommandSpec command = commands.getSubcommands().get(verb).getCommandSpec();
            String[] footer = command.usageMessage().footer();
            assertThat(footer).as(verb).hasSizeGreaterThan(2);
            for (String example :
                    Arrays.stream(footer).filter(line -> line.contains("weir ")).toList()) {
                assertThatCode(() -> weir.parseArgs(words(example.strip()
                                .replaceFirst("(.*\\| )?weir ", "")
                                .replaceFirst(" {2,}.*", ""))))
                        .as(example)
                        .doesNotThrowAnyException();
            }
        }
    }

    /** As a shell has them: what stands in quotes is one. */
    private static String[] words(String typed) {
        return Pattern.compile("'([^']*)'|\\S+")
                .matcher(typed)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    /** The program knows what it needs before it reads the arguments. */
    @Test
    void verbsAreMadeForThoseWhoAskForThem() {
        assertThat(WeirCommand.commandLine("status")
                        .getSubcommands()
                        .get("stores")
                        .getSubcommands())
                .isEmpty();
        assertThat(WeirCommand.commandLine("stores", "list")
                        .getSubcommands()
                        .get("stores")
                        .getSubcommands())
                .containsKey("list");
    }
}
