package io.weir.standalone.cli;

import io.weir.standalone.configuration.DotEnv;
import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.GivenVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where variables are that are not settings of the platform; use it as a picocli mixin. */
public final class VariableFlags {

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
    public GivenVariables read() {
        if (file == null && !Files.exists(USUAL)) {
            return new GivenVariables(Map.of(), System.getenv(), List.of());
        }
        Path read = file == null ? USUAL : file;
        DotEnv lines = lines(read);
        List<Fault> faults = lines.malformed().stream()
                .map(line -> Fault.ofSecret(read + ", line " + line, "is none of these", "NAME=value, # comment"))
                .toList();
        return new GivenVariables(lines.values(), System.getenv(), faults);
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
