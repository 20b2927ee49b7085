package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.action.AddFile;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.sql.DeltaSqlAddress;
import io.weir.delta.sql.TransactionLogReader;
import io.weir.delta.sql.TransactionLogs;
import io.weir.metadata.MetadataService;
import io.weir.standalone.cli.WeirCommand;
import io.weir.test.FreePorts;
import io.weir.test.SharedData;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** {@code weir export} into a PostgreSQL that is not the service's, by a login that may do nothing else. */
class ExportToPostgresTest {

    private static final String TABLE = "merged";
    private static final String SCHEMA = """
            {"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}}]}""";

    @TempDir
    static Path folder;

    private static TestDatabase catalog;
    private static TestDatabase target;
    private static ConfigurableApplicationContext service;
    private static Path table;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        Path golden = SharedData.require("delta/golden/basic-with-inserts-merge");
        table = folder.resolve("lake").resolve(TABLE);
        copy(golden, table);
        catalog = TestDatabase.create("metadata");
        target = TestDatabase.create("out").letMakeSchemas();
        Stream<String> arguments = Stream.concat(
                Stream.of(catalog.arguments()),
                Stream.of(
                        "--server.port=0",
                        "--weir.metadata.mirror.poll-interval=20ms",
                        "--weir.data-dir=" + folder.resolve("data"),
                        "--weir.metadata.allowed-roots=" + folder.resolve("lake")));
        service = MetadataService.application().run(arguments.toArray(String[]::new));
        assertThat(server("import", table.toString(), TABLE).exit()).isZero();
    }

    @AfterAll
    static void stop() {
        service.close();
        catalog.close();
        target.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static Run server(String... arguments) {
        String url = "--url=http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        return run(Stream.concat(Stream.of(arguments), Stream.of(url)).toArray(String[]::new));
    }

    /** Whatever a command says, it does not say the password. */
    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = WeirCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exit = command.execute(arguments);
        assertThat(out + "\n" + err).doesNotContain(target.password());
        return new Run(exit, out.toString(), err.toString());
    }

    private static String address(int port, String schema, String name) {
        return "deltasql://postgres/" + target.username() + ":" + target.password() + "@localhost:" + port + "/"
                + target.username() + "/" + schema + "/" + name + "?sslmode=disable&connect_timeout=5";
    }

    private static String address(String name) {
        return address(target.port(), "out", name);
    }

    private static List<AddFile> files(String address) throws IOException {
        try (TransactionLogReader reader =
                TransactionLogs.at(DeltaSqlAddress.parse(address)).read()) {
            List<AddFile> files = new ArrayList<>();
            reader.forEachFile(files::add);
            return files;
        }
    }

    @Test
    void anExportedTableIsShownFromPostgresWithoutTheService() throws IOException {
        Run exported = server("export", TABLE, "--to", address("shown"), "--json");
        assertThat(exported.exit()).as(exported.err()).isZero();
        KernelTable kernel = KernelTable.open(table.toString());
        assertThat(exported.out())
                .contains("\"table\":\"" + TABLE + "\"", "deltasql://postgres/***@localhost")
                .contains("\"version\":1,\"files\":" + kernel.files().size() + ",");
        assertThat(files(address("shown"))).containsExactlyInAnyOrderElementsOf(kernel.files());

        Run shown = run("show", address("shown"));
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).startsWith("shown: version 1 of 20").contains("  location      " + table);
        Run other = run("show", address("nobody"));
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).contains("leads to no table: there are [").contains("shown");
    }

    /** Without the option, what is there stays; with it, readers see one or the other whole. */
    @Test
    void aTableThatIsThereIsReplacedOnlyIfAsked() throws IOException {
        assertThat(server("export", TABLE, "--to", address("replaced"), "--at-version", "0")
                        .exit())
                .isZero();
        List<AddFile> first = KernelTable.open(table.toString(), 0).files();
        Run unasked = server("export", TABLE, "--to", address("replaced"));
        assertThat(unasked.exit()).isEqualTo(1);
        assertThat(unasked.err()).contains("is there already: replace it with --replace");
        assertThat(files(address("replaced"))).containsExactlyInAnyOrderElementsOf(first);

        Run asked = server("export", TABLE, "--to", address("replaced"), "--replace");
        assertThat(asked.exit()).as(asked.err()).isZero();
        assertThat(asked.out()).startsWith(TABLE + ": version 1, ");
        assertThat(files(address("replaced")))
                .containsExactlyInAnyOrderElementsOf(
                        KernelTable.open(table.toString()).files());
    }

    /** A name in the catalog that nobody has, and a version that is not there yet, leave what was exported before. */
    @Test
    void whatCannotBeExportedChangesNothing() throws IOException {
        assertThat(server("export", TABLE, "--to", address("stays")).exit()).isZero();
        Run nobody = server("export", "nobody", "--to", address("stays"), "--replace");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).contains("table-not-found");
        Run ahead = server("export", TABLE, "--to", address("stays"), "--replace", "--at-version", "99");
        assertThat(ahead.exit()).isEqualTo(1);
        assertThat(ahead.err()).contains("99");
        assertThat(files(address("stays")))
                .containsExactlyInAnyOrderElementsOf(
                        KernelTable.open(table.toString()).files());
    }

    /** A schema that is not there, one of a service's, and a server that is not there each say which it is. */
    @Test
    void aPlaceThatTakesNoExportIsNamed() throws Exception {
        Run nowhere = server("export", TABLE, "--to", address(target.port(), "nowhere", "t"));
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.err()).contains("nowhere");
        try (Connection connection = target.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema service");
            statement.execute("create table service.flyway_schema_history (version text)");
        }
        Run taken = server("export", TABLE, "--to", address(target.port(), "service", "t"));
        assertThat(taken.exit()).isEqualTo(1);
        assertThat(taken.err()).contains("the schema belongs to a program that migrates it");
        Run absent = server("export", TABLE, "--to", address(FreePorts.base(), "out", "t"));
        assertThat(absent.exit()).isEqualTo(1);
        assertThat(absent.err()).contains("refused").hasLineCount(1);
    }

    /** It waits as long as its address says, and leaves nothing of itself; once the other is done it succeeds. */
    @Test
    void anExportBesideAnotherSaysSoAndLeavesNothing() throws Exception {
        try (Connection held = target.dataSource().getConnection();
                Statement statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('deltasql/out/beside', 0))");
            Run waited = server("export", TABLE, "--to", address("beside").replace("timeout=5", "timeout=1"));
            assertThat(waited.exit()).isEqualTo(1);
            assertThat(waited.err()).contains("another program is at work in it");
            assertThat(isThere(statement, "beside")).isFalse();
        }
        assertThat(server("export", TABLE, "--to", address("beside")).exit()).isZero();
    }

    /** Its metadata would be of one, and its files of the other. */
    @Test
    void aTableThatIsMadeAnewMeanwhileIsNotExported() throws Exception {
        create("again", "first");
        try (Connection held = target.dataSource().getConnection();
                Statement statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('deltasql/out/again', 0))");
            CompletableFuture<Run> export =
                    CompletableFuture.supplyAsync(() -> server("export", "again", "--to", address("again")));
            await().until(() ->
                    isTrue(statement, "exists (select from pg_locks where locktype = 'advisory' and not granted)"));
            call("DELETE", "/api/v1/tables/again", "", 204);
            create("again", "second");
            held.commit();

            Run refused = export.join();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("table again was made anew while it was read")
                    .hasLineCount(1);
            assertThat(isThere(statement, "again")).isFalse();
        }
        assertThat(server("export", "again", "--to", address("again")).exit()).isZero();
    }

    private static void create(String name, String place) throws Exception {
        String location = folder.resolve("lake").resolve(place).toString();
        String body = "{\"name\":\"%s\",\"location\":\"%s\",\"schema\":%s}".formatted(name, location, SCHEMA);
        call("POST", "/api/v1/tables", body, 201);
    }

    private static void call(String method, String path, String body, int expected) throws Exception {
        String address = "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(expected);
    }

    private static boolean isTrue(Statement statement, String condition) throws SQLException {
        try (var row = statement.executeQuery("select " + condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static boolean isThere(Statement statement, String name) throws SQLException {
        return isTrue(statement, "exists (select from out.delta_sql_table where table_name = '" + name + "')");
    }
}
