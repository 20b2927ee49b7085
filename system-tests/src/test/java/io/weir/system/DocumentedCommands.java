package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.deployment.Pages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs what pages tell people to type, at the ports of a platform. */
@ExtendWith(SharedPlatform.class)
abstract class DocumentedCommands {

    /** Calls fail as they would for a reader who looks at the answer. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { case " $* " in *" --fail "*) command curl "$@" ;; *) command curl --fail-with-body "$@" ;; esac; }
            """;

    final SharedPlatform.Addresses platform;

    @TempDir
    Path folder;

    DocumentedCommands(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    final String get(String path) throws IOException, InterruptedException {
        return Http.get(platform.gateway() + path).body();
    }

    /** What a page tells people to type, but for what is held elsewhere, at the ports of this platform. */
    final String commands(String page) throws IOException {
        return String.join("", Pages.blocksToRun(Pages.of(page)))
                .replace("localhost:8080", platform.host() + ":" + platform.port())
                .replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4));
    }

    /** All commands of a page, one after the other. */
    final String runPage(String page) throws Exception {
        return runProgram(commands(page));
    }

    /** Commands of the program, which knows this platform, and of others. */
    final String runProgram(String commands) throws Exception {
        writeProgram();
        return run("export WEIR_URL=" + platform.gateway() + " WEIR=" + platform.gateway() + "\n" + commands);
    }

    /** What readers start by {@code ./weir}. */
    final void writeProgram() throws IOException {
        Path program = folder.resolve("weir");
        Files.writeString(program, "#!/bin/sh\nexec '" + String.join("' '", Launch.BRIEF.command()) + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    final String run(String calls) throws IOException, InterruptedException {
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
        // A page may have twenty commands, each a process of its own, and the machine much else to do.
        assertThat(process.waitFor(10, TimeUnit.MINUTES))
                .as(Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    /** A table of one column, which the mirror has, too. */
    final void createTable(String name) throws Exception {
        String table = "{\"name\": \"" + name + "\", \"schema\": {\"type\": \"struct\", \"fields\":"
                + " [{\"name\": \"id\", \"type\": \"long\", \"nullable\": true, \"metadata\": {}}]}}";
        Http.call("POST", platform.gateway() + "/api/v1/tables", "application/json", table);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/api/v1/tables/" + name + "/mirror").contains("\"backlog\":0"));
    }

    /** Takes away what a page leaves behind and another page makes, too. */
    final void delete(String path) throws Exception {
        assertThat(Http.call("DELETE", platform.gateway() + "/api/v1" + path, "application/json", "")
                        .statusCode())
                .as(path)
                .isEqualTo(204);
    }
}
