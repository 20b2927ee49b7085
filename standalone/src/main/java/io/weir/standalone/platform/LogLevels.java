package io.weir.standalone.platform;

import ch.qos.logback.classic.Level;
import io.weir.standalone.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * From which level on loggers write: {@code logging.level.NAME} of {@code weir.yaml}, and before it {@code LOGGING_LEVEL_NAME} of
 * {@code .env} and of the environment, all as Spring Boot names them.
 */
record LogLevels(Map<String, Level> levels) {

    private static final String PROPERTY = "logging.level.";
    private static final String VARIABLE = "LOGGING_LEVEL_";
    private static final Map<String, Level> NAMED = Map.of(
            "trace", Level.TRACE,
            "debug", Level.DEBUG,
            "info", Level.INFO,
            "warn", Level.WARN,
            "error", Level.ERROR,
            "off", Level.OFF,
            // What YAML takes a bare off for.
            "false", Level.OFF);

    private static final Map<String, Level> DEFAULTS = Map.of(
            "root", Level.INFO,
            "kafka", Level.WARN,
            "org.apache.kafka", Level.WARN,
            "state.change.logger", Level.WARN,
            // Its one message quotes a request line that cannot be read, with the query, in which a browser's ticket
            // could be.
            "org.apache.coyote.http11.Http11Processor", Level.WARN);

    /**
     * The levels of a platform.
     *
     * @throws ConfigurationException naming the setting that is no level
     */
    static LogLevels of(Map<String, String> environment, Map<String, String> dotEnv, Map<String, String> properties) {
        Map<String, Level> levels = new HashMap<>(DEFAULTS);
        properties.forEach((name, text) -> {
            if (name.startsWith(PROPERTY)) {
                levels.put(name.substring(PROPERTY.length()), level(name, text));
            }
        });
        addVariables(dotEnv, levels);
        addVariables(environment, levels);
        return new LogLevels(levels);
    }

    private static void addVariables(Map<String, String> variables, Map<String, Level> levels) {
        variables.forEach((name, text) -> {
            if (name.startsWith(VARIABLE)) {
                String logger = name.substring(VARIABLE.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                levels.put(logger, level(name, text));
            }
        });
    }

    private static Level level(String setting, String text) {
        Level level = NAMED.get(text.strip().toLowerCase(Locale.ROOT));
        if (level == null) {
            throw new ConfigurationException(
                    setting + " is '" + text + "': it must be trace, debug, info, warn, error or off", null);
        }
        return level;
    }

    void each(BiConsumer<String, Level> consumer) {
        levels.forEach(consumer);
    }
}
