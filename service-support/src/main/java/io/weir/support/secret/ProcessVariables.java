package io.weir.support.secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that {@code env:NAME} means: those of this process's environment, and below them those of the {@code .env}
 * file that it was started with, which is one for all of the process as its environment is.
 */
public final class ProcessVariables {

    private static volatile Map<String, String> ofFile = Map.of();

    private ProcessVariables() {}

    /** Has a file's variables count where the environment has none of their name, in place of those of any file before. */
    public static void useFile(Map<String, String> variables) {
        ofFile = Map.copyOf(variables);
    }

    /** The value of a variable, unless it is set nowhere. */
    public static Optional<String> find(String name) {
        String value = System.getenv(name);
        return Optional.ofNullable(value == null ? ofFile.get(name) : value);
    }

    /** All of them. */
    public static Map<String, String> all() {
        Map<String, String> all = new HashMap<>(ofFile);
        all.putAll(System.getenv());
        return all;
    }
}
