package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataService;
import io.weir.standalone.cli.WeirCommand;
import io.weir.test.SharedData;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** The commands as a person types them, against the service as it runs. */
class DeltaCommandsTest {

    @TempDir
    static Path folder;

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
                        "--weir.metadata.allowed-roots=" + folder.resolve("lake")));
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
        String url = "--url=http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        return run(Stream.concat(Stream.of(arguments), Stream.of(url)).toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
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
        Run metrics = server("diff", "merged", "--format", "prometheus");
        assertThat(metrics.out()).contains("weir_diff_missing_files{table=\"merged\"} 1.0\n");
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
        assertThat(unasked.err()).contains("--resume");
        assertThat(server("import", table.toString(), "stopped", "--resume").exit())
                .isZero();
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(server("import", "/somewhere").exit()).isEqualTo(2);
        assertThat(server("import", "/somewhere", "name", "--all").exit()).isEqualTo(2);
        assertThat(server("diff", "nobody").exit()).isEqualTo(1);
        assertThat(server("import", "s3://lake/all", "--all").exit()).isEqualTo(2);
        assertThat(run("discover", "s3://lake/all").exit()).isEqualTo(2);
    }

    @Test
    void aBucketIsNamedToTheServiceAsItWasTyped() {
        Run refused = server("import", "s3://lake/orders", "orders");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("location: lies outside the places that tables may lie in");
    }
}
