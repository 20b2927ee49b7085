package io.weir.standalone.cli;

import io.weir.standalone.configuration.ConfigurationException;
import io.weir.standalone.configuration.Setting;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code weir rehearse}: starts, asks and stops a platform in a folder of its own, for the launcher, which has the JVM record the
 * classes that a start loads.
 */
@Command(name = "rehearse", hidden = true, header = "Starts and stops a platform in a temporary folder.")
final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        Path dataDir = Files.createTempDirectory("weir-rehearsal-");
        try {
            Platform platform = Platform.start(PlatformOptions.embedded(dataDir, FreePort.row(Ports.COUNT)));
            try {
                if (asksItself()) {
                    ask(dataDir);
                }
            } finally {
                platform.close();
            }
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }

    /** Whether commands ask the platform on their data folder, as far as can be told; nobody rehearses elsewhere. */
    private static boolean asksItself() {
        try {
            return new PlatformFlags().settings().given(Setting.URL).isEmpty();
        } catch (ConfigurationException unreadable) {
            return false;
        }
    }

    /** Commands that ask are started more often than platforms; whether they are answered is no matter. */
    private static void ask(Path dataDir) throws IOException {
        Path file = Files.writeString(dataDir.resolve("rehearsal.yaml"), "{kind: Role, name: rehearsal}");
        String[][] commands = {{"stores", "list", "-o", "yaml"}, {"apply", "--dry-run", "-f", file.toString()}};
        for (String[] command : commands) {
            CommandLine program = WeirCommand.commandLine(command);
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            program.setOut(nowhere).setErr(nowhere);
            Stream<String> where = Stream.of("--data-dir", dataDir.toString());
            program.execute(Stream.concat(Arrays.stream(command), where).toArray(String[]::new));
        }
    }
}
