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
import io.weir.test.SharedData;
import io.weir.test.TestDatabase;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** The commands as a person types them, against the service as it runs. */
class DeltaCommandsTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static final S3Server s3 = new S3Server();

    private static TestDatabase database;
    private static ConfigurableApplicationContext service;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() {
        SharedData.require("delta/golden");
        database = TestDatabase.create("metadata");
        Stream<String> arguments = Stream.concat(
                Stream.of(database.arguments()),
                Stream.of(
                        "--server.port=0",
                        "--weir.metadata.mirror.poll-interval=20ms",
                        "--weir.data-dir=" + folder.resolve("data"),
                        "--weir.metadata.mirror.first-retry=200ms",
                        "--weir.metadata.mirror.longest-retry=400ms",
                        "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                        "--weir.metadata.s3.path-style=true",
                        "--weir.metadata.allowed-roots=" + folder.resolve("lake") + ",s3://" + S3Server.BUCKET
                                + "/lake"));
        service = MetadataService.application().run(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
            database.close();
        }
    }

    private static Path lake(String golden, String place) throws IOException {
        Path from = SharedData.require("delta/golden/" + golden);
        Path to = folder.resolve("lake").resolve(place);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        return to;
    }

    private static Run server(String... arguments) {
        return server(new StringWriter(), arguments);
    }

    private static Run server(StringWriter err, String... arguments) {
        String url = "--url=http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        return run(
                err,
                Stream.concat(Stream.of(arguments), Stream.of(url, "--data-dir=" + folder))
                        .toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    /** @param err what can be read while the command runs */
    private static Run run(StringWriter err, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = WeirCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return new Run(command.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void aTableIsPlannedImportedAndFoundEqual() throws IOException {
        Path table = lake("basic-with-inserts-merge", "one/merged");
        Run planned = server("import", table.toString(), "merged", "--dry-run");
        assertThat(planned.out()).isEqualTo("merged: would import versions 0 to 1 from " + table + "\n");
        assertThat(planned.exit()).isZero();

        Run imported = server("import", table.toString(), "merged", "--format", "json");
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("\"state\":\"SUCCEEDED\"", "\"lastVersion\":1");

        assertThat(server("diff", "merged")).isEqualTo(new Run(0, "merged: equal\n", ""));
        Path lost = table.resolve("_delta_log/00000000000000000000.json");
        Files.move(lost, folder.resolve("lost"));
        Run different = server("diff", "merged");
        assertThat(different.exit()).isEqualTo(2);
        assertThat(different.out()).startsWith("merged: different\n  log files that are missing: [0]\n");
        assertThat(server("diff", "merged", "--max-drift-files", "1").exit()).isZero();
        Run json = server("diff", "merged", "--format", "json");
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.out()).startsWith("{").contains("\"table\":\"merged\"", "\"missing\":[0]");
        Run metrics = server("diff", "merged", "--format", "prometheus");
        assertThat(metrics.out()).contains("weir_diff_missing_files{table=\"merged\"} 1.0\n");
    }

    @Test
    void eachOptionOfAnImportSaysWhatIsTaken() throws IOException {
        Path upTo = lake("checkpoint", "upto");
        Run partly = server("import", upTo.toString(), "upto", "--up-to-version", "4", "--format", "json");
        assertThat(partly.exit()).as(partly.err()).isZero();
        assertThat(partly.out()).contains("\"firstVersion\":0", "\"importedVersion\":4");

        Path latest = lake("checkpoint", "latest");
        Run checkpoint = server("import", latest.toString(), "latest", "--checkpoint-only", "--dry-run");
        assertThat(checkpoint.out()).startsWith("latest: would import versions 10 to 14 ");
        assertThat(server("import", latest.toString(), "latest", "--checkpoint-only")
                        .out())
                .startsWith("latest: imported versions 10 to 14, ");

        // Kernel cannot read it, and says so only where it is asked.
        Path corrupt = lake("checkpoint", "corrupt");
        Path broken = corrupt.resolve("_delta_log/00000000000000000010.checkpoint.parquet");
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 500));
        Run asked = server("import", corrupt.toString(), "asked", "--format", "json");
        assertThat(asked.out()).contains("The checkpoint of version 10 is corrupt");
        Path other = lake("checkpoint", "corruptother");
        Files.write(other.resolve("_delta_log").resolve(broken.getFileName()), Files.readAllBytes(broken));
        Run unasked = server("import", other.toString(), "unasked", "--skip-validation", "--format", "json");
        assertThat(unasked.exit()).as(unasked.err()).isZero();
        assertThat(unasked.out()).contains("\"warnings\":[]", "\"importedVersion\":14");
    }

    @Test
    void aVacuumSaysWhatItWouldDeleteBeforeItDoes() throws IOException {
        Path table = lake("basic-with-inserts-merge", "vacuumed");
        assertThat(server("import", table.toString(), "vacuumed").exit()).isZero();
        Path orphan = Files.writeString(table.resolve("orphan"), "12345");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));

        assertThat(server("vacuum", "vacuumed"))
                .isEqualTo(new Run(
                        0,
                        "vacuumed: would delete 1 files of 5 bytes; what was removed within 168 hours stays\n  orphan\n",
                        ""));
        assertThat(orphan).exists();
        Run refused = server("vacuum", "vacuumed", "--delete", "--retain-hours", "1");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("retainHours: is less than", "found 1", "allowed: 168 or more");
        assertThat(server("vacuum", "vacuumed", "--delete", "--json").out())
                .contains("\"deletedFiles\":1", "\"deletedBytes\":5", "\"dryRun\":false");
        assertThat(orphan).doesNotExist();
        assertThat(KernelTable.open(table.toString()).files())
                .allMatch(file -> Files.exists(table.resolve(file.path())));
        assertThat(server("vacuum", "nowhere").err()).contains("table-not-found");
    }

    @Test
    void everyTableBelowAFolderIsFoundAndImportedButTheBroken() throws IOException {
        Path root = folder.resolve("lake/many");
        lake("basic-decimal-table", "many/a/decimals");
        lake("versions-not-contiguous", "many/gap");
        Run found = run("discover", root.toString());
        assertThat(found.out()).contains("a_decimals", "0-0", "0-2 with gaps");
        assertThat(run("discover", root.toString(), "--format", "json").out())
                .contains("\"location\":\"" + root.resolve("gap") + "\"");

        Run all = server("import", root.toString(), "--all");
        assertThat(all.exit()).isEqualTo(1);
        assertThat(all.out()).isEqualTo("a_decimals: imported versions 0 to 0, 4 live files\n");
        assertThat(all.err()).contains("log-gap", "1 of 2 tables imported");
    }

    /** It goes on by itself when the store is back, and who waits at the terminal reads when it is tried again. */
    @Test
    void anImportThatWaitsForItsStoreSaysUntilWhen() throws Exception {
        s3.fill("lake/away/", SharedData.require("delta/golden/checkpoint"));
        for (int call = 0; call < 1000; call++) {
            s3.meetNext(asked -> asked.key().endsWith("00000000000000000005.json"), Fault.refused(503, "SlowDown"));
        }
        StringWriter err = new StringWriter();
        CompletableFuture<Run> command = CompletableFuture.supplyAsync(
                () -> server(err, "import", "s3://" + S3Server.BUCKET + "/lake/away", "away"));
        await().untilAsserted(() -> assertThat(err.toString().lines()).hasSizeGreaterThanOrEqualTo(2));
        s3.relent();

        Run done = command.get(60, TimeUnit.SECONDS);
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).startsWith("away: imported versions 0 to 14, ");
        assertThat(done.err().lines())
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches(
                        "weir: away waits until \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z, unavailable: from version 0 on: .+"));
    }

    @Test
    void anImportThatStoppedGoesOnOnlyIfAsked() throws IOException {
        Path table = lake("checkpoint", "stopped");
        Path commit = table.resolve("_delta_log/00000000000000000012.json");
        List<String> lines = Files.readAllLines(commit);
        Files.writeString(commit, "{}");
        Run stopped = server("import", table.toString(), "stopped");
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.out()).contains("stopped, invalid-log: _delta_log/00000000000000000012.json");
        Files.write(commit, lines);
        Run unasked = server("import", table.toString(), "stopped");
        assertThat(unasked.exit()).isEqualTo(1);
        assertThat(unasked.err()).isEqualTo("weir: an import of stopped stopped: go on with --resume, or abandon it\n");
        assertThat(server("import", table.toString(), "stopped", "--resume").exit())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "duckdb"})
    void anExportedTableIsShownWithoutTheService(String engine) throws IOException {
        String name = "exported-" + engine;
        Path table = lake("basic-with-inserts-merge", name);
        assertThat(server("import", table.toString(), name).exit()).isZero();
        String address = "deltasql://" + engine + "/" + folder.resolve(name + ".db") + "?table=";

        Run exported = server("export", name, "--to", address + "merged", "--json");
        assertThat(exported.exit()).as(exported.err()).isZero();
        KernelTable kernel = KernelTable.open(table.toString());
        long bytes = kernel.files().stream().mapToLong(AddFile::size).sum();
        int files = kernel.files().size();
        assertThat(exported.out())
                .contains("\"version\":1,\"files\":" + files + ",\"bytes\":" + bytes)
                .contains("\"table\":\"" + name + "\"");

        Run shown = run("show", address + "merged");
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("merged: version 1 of 20")
                .contains("  location      " + table, "  COLUMN  TYPE", "  id      integer  yes")
                .contains(String.format(Locale.ROOT, "  files         %,d of %,d bytes\n", files, bytes));
        assertThat(files(address + "merged")).containsExactlyInAnyOrderElementsOf(kernel.files());

        Run again = server("export", name, "--to", address + "merged");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).endsWith("is there already: replace it with --replace\n");
        Run replaced = server("export", name, "--to", address + "merged", "--at-version", "0", "--replace");
        assertThat(replaced.out()).startsWith(name + ": version 0, ").contains("?table=merged");
        assertThat(files(address + "merged"))
                .containsExactlyInAnyOrderElementsOf(
                        KernelTable.open(table.toString(), 0).files());
        assertThat(run("show", address + "merged", "--json").out())
                .contains("\"version\":0", "\"columns\":[{\"name\":\"id\"");
    }

    private static List<AddFile> files(String address) throws IOException {
        try (TransactionLogReader reader =
                TransactionLogs.at(DeltaSqlAddress.parse(address)).read()) {
            List<AddFile> files = new ArrayList<>();
            reader.forEachFile(files::add);
            return files;
        }
    }

    /** Transactions and domains come along; what cannot be exported leaves nothing behind. */
    @Test
    void everythingThatATableIsComesAlong() throws Exception {
        Path table = lake("basic-decimal-table", "everything");
        Files.writeString(table.resolve("_delta_log/00000000000000000001.json"), """
                {"commitInfo":{"timestamp":1,"operation":"TEST","operationParameters":{}}}
                {"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["domainMetadata"]}}
                {"txn":{"appId":"stream","version":9,"lastUpdated":5}}
                {"domainMetadata":{"domain":"acme.x","configuration":"{\\"a\\":1}","removed":false}}
                """);
        assertThat(server("import", table.toString(), "everything").exit()).isZero();
        String address = "deltasql://sqlite/" + folder.resolve("everything.db") + "?table=all";

        assertThat(server("export", "nobody", "--to", address).err()).contains("nobody", "table-not-found");
        assertThat(folder.resolve("everything.db")).doesNotExist();
        Run exported = server("export", "everything", "--to", address);
        assertThat(exported.exit()).as(exported.err()).isZero();
        assertThat(run("show", address).out())
                .contains("reader 1, writer 7: domainMetadata", "transaction   stream 9", "domain        acme.x");
        try (TransactionLogReader reader =
                TransactionLogs.at(DeltaSqlAddress.parse(address)).read()) {
            KernelTable kernel = KernelTable.open(table.toString());
            assertThat(reader.state().protocol()).isEqualTo(kernel.protocol());
            assertThat(reader.state().metadata()).isEqualTo(kernel.metadata());
            assertThat(reader.transactions()).isEqualTo(kernel.transactions());
            assertThat(reader.domainMetadata()).isEqualTo(kernel.domainMetadata());
        }
        Run other = run("show", address.replace("=all", "=other"));
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).contains("leads to no table: there are [all]");
    }

    @Test
    void aWrongAddressIsWrongUsageAndKeepsItsSecrets() {
        Run wrong = server("export", "t", "--to", "deltasql://postgres/ann:s3cret@h:0/d/s/t");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("port: is no port, found '0'").doesNotContain("s3cret");
        assertThat(run("show", "deltasql://mysql//a?table=t").exit()).isEqualTo(2);
        assertThat(run("export", "--help").out())
                .contains("postgres/ann:${PW}@db/lake/out/orders'", "${NAME} is a variable");
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(server("import", "/somewhere").exit()).isEqualTo(2);
        assertThat(server("import", "/somewhere", "name", "--all").exit()).isEqualTo(2);
        assertThat(server("diff", "nobody").exit()).isEqualTo(1);
        assertThat(server("import", "s3://lake/all", "--all").exit()).isEqualTo(2);
        assertThat(run("discover", "s3://lake/all").exit()).isEqualTo(2);
        assertThat(server("import", "/somewhere", "name", "--format", "prometheus")
                        .exit())
                .isEqualTo(2);
        Run nowhere = run("discover", folder.resolve("nowhere").toString());
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.err()).contains("nowhere is no folder").hasLineCount(1);
        assertThat(server("import", folder.resolve("nowhere").toString(), "--all")
                        .exit())
                .isEqualTo(2);
    }

    /** Where 2 says that something differs, wrong usage must not. */
    @ParameterizedTest
    @CsvSource({"--lag-threshold-seconds,-1", "--lag-threshold-seconds,NaN", "--max-drift-files,-1", "--format,xml"})
    void wrongUsageOfDiffIsAFailure(String option, String value) {
        Run wrong = server("diff", "any", option + "=" + value);
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains(option, "--help").hasLineCount(1);
        assertThat(run("diff").exit()).isEqualTo(1);
    }

    @Test
    void aMirrorThatIsBehindIsExitCodeThreeFromSomeLagOn() throws Exception {
        Path table = lake("basic-with-inserts-merge", "behind");
        assertThat(server("import", table.toString(), "behind").exit()).isZero();
        post("/api/v1/tables/behind/mirror/pause", "{}");
        post(
                "/api/v1/tables/behind/commits",
                "{\"operation\":\"WRITE\",\"actions\":[{\"txn\":{\"appId\":\"late\",\"version\":1}}]}");
        Run behind = server("diff", "behind");
        assertThat(behind.exit()).as(behind.err()).isEqualTo(3);
        assertThat(behind.out()).startsWith("behind: behind\n  1 versions are not published");
        assertThat(server("diff", "behind", "--lag-threshold-seconds", "3600").exit())
                .isZero();
    }

    private static void post(String path, String body) throws Exception {
        int port = Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aBucketIsNamedToTheServiceAsItWasTyped() {
        Run refused = server("import", "s3://lake/orders", "orders");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("location: lies outside the places that tables may lie in");
    }
}
