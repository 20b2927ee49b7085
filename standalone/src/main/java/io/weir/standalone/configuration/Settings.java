package io.weir.standalone.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All settings as one start of {@code weir} sees them. */
public final class Settings {

    /** First parts of the names that services read themselves. */
    private static final Set<String> OF_SERVICES = Set.of("weir", "spring", "server", "management", "logging");

    private static final String LOG_LEVELS = "logging.level.";

    private final EnumMap<Setting, Value> values = new EnumMap<>(Setting.class);
    private final Map<String, String> dotEnv;
    private final Map<String, String> forServices = new HashMap<>();

    private Settings(Map<String, String> dotEnv) {
        this.dotEnv = dotEnv;
    }

    /**
     * Reads {@code .env} and {@code weir.yaml} of {@code folder}, either of which may be missing.
     *
     * @throws ConfigurationException if one of them cannot be read, or has a name that nobody knows
     */
    public static Settings read(Map<Setting, String> commandLine, Map<String, String> environment, Path folder) {
        Map<String, String> file = SettingsFile.read(folder.resolve("weir.yaml"));
        Settings settings = new Settings(DotEnv.valuesOf(folder.resolve(".env")));
        for (Setting setting : Setting.values()) {
            settings.values.put(setting, settings.find(setting, commandLine, environment, file));
        }
        file.forEach(settings::handOn);
        return settings;
    }

    private Value find(
            Setting setting,
            Map<Setting, String> commandLine,
            Map<String, String> environment,
            Map<String, String> file) {
        String name = setting.environmentName();
        if (commandLine.containsKey(setting)) {
            return new Value(setting, commandLine.get(setting), Origin.COMMAND_LINE);
        }
        if (environment.containsKey(name)) {
            return new Value(setting, environment.get(name), Origin.ENVIRONMENT);
        }
        if (dotEnv.containsKey(name)) {
            return new Value(setting, dotEnv.get(name), Origin.DOT_ENV);
        }
        if (file.containsKey(setting.key())) {
            return new Value(setting, file.get(setting.key()), Origin.FILE);
        }
        return new Value(setting, setting.defaultValue(), Origin.DEFAULT);
    }

    private void handOn(String key, String text) {
        if (Setting.withKey(key).isPresent()) {
            return;
        }
        if (!OF_SERVICES.contains(key.replaceFirst("[.\\[].*", ""))) {
            String known = String.join(
                    ", ", Arrays.stream(Setting.values()).map(Setting::key).toList());
            throw new ConfigurationException(
                    "weir.yaml: there is no setting '" + key + "'; there are " + known
                            + ", and those of the services, below weir: and spring:",
                    null);
        }
        if (key.startsWith("logging.") && !key.startsWith(LOG_LEVELS)) {
            throw new ConfigurationException(
                    "weir.yaml: '" + key
                            + "' is not heard: logs go to the folder logs of the data folder; of logging: there is "
                            + LOG_LEVELS + "NAME, as in logging: {level: {io.weir.ingest: debug}}",
                    null);
        }
        forServices.put(key, text);
    }

    public Value get(Setting setting) {
        return java.util.Objects.requireNonNull(values.get(setting));
    }

    /** The value, unless it is empty. */
    public Optional<Value> given(Setting setting) {
        return Optional.of(get(setting)).filter(value -> !value.text().isBlank());
    }

    public List<Value> all() {
        return List.copyOf(values.values());
    }

    /** Names and values of {@code .env}, which services read like the environment. */
    public Map<String, String> dotEnv() {
        return Map.copyOf(dotEnv);
    }

    /** What {@code weir.yaml} says to the services, by the names of their properties. */
    public Map<String, String> forServices() {
        return Map.copyOf(forServices);
    }
}
