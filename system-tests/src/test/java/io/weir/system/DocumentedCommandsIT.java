package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deployment.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell people to type. {@code ./weir demo}, {@code up} and {@code status} themselves are run by CI. */
@ExtendWith(SharedPlatform.class)
class DocumentedCommandsIT {

    /** Calls fail as they would for a reader who looks at the answer. */
    private static final String STRICT = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n";

    private final SharedPlatform.Addresses platform;

    @TempDir
    Path folder;

    DocumentedCommandsIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    /** All calls of the guide one after the other, at the ports of this platform. */
    @Test
    void theGuidesCallsRunAsWritten() throws Exception {
        Path page = Path.of(System.getProperty("weir.home", ".."), "docs/getting-started.md");
        StringBuilder script = new StringBuilder(STRICT);
        for (String block : Pages.blocks(page)) {
            if (block.startsWith("curl ")) {
                script.append(block);
            }
        }
        String there = script.toString()
                .replace("localhost:8080", platform.host() + ":" + platform.port())
                .replace("127.0.0.1:8084", "127.0.0.1:" + (platform.port() + 4));
        assertThat(there).contains("/api/v1/pipelines");
        Path log = folder.resolve("log");
        ProcessBuilder commands = new ProcessBuilder("bash", "-c", there);
        commands.environment().put("WEIR_TOKEN", platform.token());
        Process process = commands.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** A command or an option that a page names is one that the program has. */
    @Test
    void everyWeirCommandExists() throws Exception {
        TreeMap<String, List<String>> options = new TreeMap<>();
        for (String command : Pages.commands("./weir ")) {
            List<String> words =
                    Arrays.asList(command.substring("./weir ".length()).split("\\s+"));
            String name = String.join(
                    " ",
                    words.stream().takeWhile(word -> word.matches("[a-z]+")).toList());
            options.computeIfAbsent(name, any -> new ArrayList<>());
            words.stream()
                    .filter(word -> word.startsWith("--"))
                    .map(word -> word.replaceFirst("=.*", ""))
                    .forEach(option -> options.get(name).add(option));
        }
        assertThat(options).containsKeys("demo", "up", "status");
        for (var command : options.entrySet()) {
            String help = help(command.getKey());
            assertThat(command.getValue()).as(command.getKey()).allMatch(help::contains, "is an option");
        }
    }

    private String help(String command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--help");
        try (WeirProcess weir = WeirProcess.start(folder, arguments.toArray(String[]::new))) {
            assertThat(weir.exitCode(Duration.ofMinutes(1))).as(command + weir).isZero();
            return weir.output();
        }
    }
}
