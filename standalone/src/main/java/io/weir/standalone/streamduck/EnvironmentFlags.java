package io.weir.standalone.streamduck;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.configuration.DotEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where StreamDuck's variables are; use it as a picocli mixin. */
final class EnvironmentFlags {

    private static final Path USUAL = Path.of(".env");

    @Option(
            names = {"-e", "--env-file"},
            paramLabel = "FILE",
            description = "File of variables (default: .env, if it is there). The environment comes before it.")
    private @Nullable Path file;

    /**
     * Reads the file and the environment, whatever is wrong with what they say.
     *
     * @throws CommandFailure if the file cannot be read
     */
    StreamDuckEnvironment read() {
        return read(Map.of());
    }

    private StreamDuckEnvironment read(Map<String, String> ofFlags) {
        Map<String, String> values = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        if (file != null || Files.exists(USUAL)) {
            Path read = file == null ? USUAL : file;
            DotEnv lines = lines(read);
            values.putAll(lines.values());
            lines.malformed()
                    .forEach(line -> faults.add(
                            Fault.ofSecret(read + ", line " + line, "is none of these", "NAME=value, # comment")));
        }
        values.putAll(System.getenv());
        values.putAll(ofFlags);
        return StreamDuckEnvironment.read(values, Path.of(""), faults);
    }

    /** The same without flags. */
    StreamDuckEnvironment require() {
        return require(Map.of());
    }

    /**
     * Reads what can be run.
     *
     * @param ofFlags variables that flags of the command set, which come before all others
     * @throws Refusal with everything that is wrong
     */
    StreamDuckEnvironment require(Map<String, String> ofFlags) {
        StreamDuckEnvironment environment = read(ofFlags);
        if (!environment.faults().isEmpty()) {
            throw new Refusal(environment.faults().stream().map(Fault::sentence).toList());
        }
        return environment;
    }

    private static DotEnv lines(Path file) {
        try {
            return DotEnv.read(file);
        } catch (NoSuchFileException absent) {
            throw new CommandFailure("there is no file " + file, absent);
        } catch (IOException unreadable) {
            throw new CommandFailure(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
