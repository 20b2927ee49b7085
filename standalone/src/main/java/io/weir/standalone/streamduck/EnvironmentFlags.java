package io.weir.standalone.streamduck;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.cli.VariableFlags;
import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.GivenVariables;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Where StreamDuck's variables are; use it as a picocli mixin. */
final class EnvironmentFlags {

    @Mixin
    private VariableFlags variables = new VariableFlags();

    /**
     * Reads the file and the environment, whatever is wrong with what they say.
     *
     * @throws CommandFailure if the file cannot be read
     */
    StreamDuckEnvironment read() {
        return read(Map.of());
    }

    private StreamDuckEnvironment read(Map<String, String> ofFlags) {
        GivenVariables given = variables.read();
        Map<String, String> values = given.values();
        values.putAll(ofFlags);
        return StreamDuckEnvironment.read(values, Path.of(""), given.faults());
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
}
