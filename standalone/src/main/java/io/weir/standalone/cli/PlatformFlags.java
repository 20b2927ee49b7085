package io.weir.standalone.cli;

import io.weir.standalone.configuration.ConfigurationException;
import io.weir.standalone.configuration.Origin;
import io.weir.standalone.configuration.Setting;
import io.weir.standalone.configuration.Settings;
import io.weir.standalone.configuration.Value;
import io.weir.standalone.platform.ExternalPostgres;
import io.weir.standalone.platform.PlatformListener;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.support.secret.ProcessVariables;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that starts or looks at a platform; use it as a picocli mixin. */
public final class PlatformFlags {

    private final Map<Setting, String> given = new EnumMap<>(Setting.class);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder that holds all state (default: .weir).")
    void dataDir(@Nullable Path folder) {
        give(Setting.DATA_DIR, folder);
    }

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the gateway (default: 8080). The other parts take the six ports after it.")
    void port(@Nullable Integer port) {
        givePort(Setting.PORT, port);
    }

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Port of Kafka (default: the gateway's + 4).")
    void kafkaPort(@Nullable Integer port) {
        givePort(Setting.KAFKA_PORT, port);
    }

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            description = "Port of PostgreSQL (default: the gateway's + 6).")
    void postgresPort(@Nullable Integer port) {
        givePort(Setting.POSTGRES_PORT, port);
    }

    private void givePort(Setting setting, @Nullable Integer port) {
        give(setting, port);
        String text = given.get(setting);
        if (text != null) {
            try {
                new Value(setting, text, Origin.COMMAND_LINE).port();
            } catch (ConfigurationException none) {
                throw new ParameterException(spec.commandLine(), String.valueOf(none.getMessage()), none);
            }
        }
    }

    private void give(Setting setting, @Nullable Object value) {
        if (value != null) {
            given.put(setting, value.toString());
        }
    }

    /** What the command line, the environment, {@code .env} and {@code weir.yaml} say together. */
    public PlatformOptions options(PlatformListener listener) {
        Settings settings = settings();
        return new PlatformOptions(
                Path.of(settings.get(Setting.DATA_DIR).text()),
                ports(settings),
                postgres(settings),
                settings.given(Setting.KAFKA_BOOTSTRAP_SERVERS).map(Value::text),
                settings.dotEnv(),
                settings.forServices(),
                listener);
    }

    /** The gateway's address on this machine. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + settings().get(Setting.PORT).port());
    }

    Settings settings() {
        return settings(Map.of());
    }

    /**
     * What all levels say together, of options that only some commands have, too. From then on {@code env:NAME} means the
     * variables of {@code .env}, too.
     *
     * @param further what the command line says of those
     */
    public Settings settings(Map<Setting, String> further) {
        Map<Setting, String> commandLine = new EnumMap<>(Setting.class);
        commandLine.putAll(given);
        commandLine.putAll(further);
        Settings settings = Settings.read(commandLine, System.getenv(), Path.of(""));
        ProcessVariables.useFile(settings.dotEnv());
        return settings;
    }

    /** The data folder as far as it is known without reading files, one of which may be what failed. */
    Path dataDir() {
        Setting setting = Setting.DATA_DIR;
        String fallback = System.getenv().getOrDefault(setting.environmentName(), setting.defaultValue());
        return Path.of(given.getOrDefault(setting, fallback));
    }

    private static Ports ports(Settings settings) {
        Ports ports = Ports.from(settings.get(Setting.PORT).port());
        Ports withKafka = settings.given(Setting.KAFKA_PORT)
                .map(value -> ports.withKafka(value.port()))
                .orElse(ports);
        return settings.given(Setting.POSTGRES_PORT)
                .map(value -> withKafka.withPostgres(value.port()))
                .orElse(withKafka);
    }

    private static Optional<ExternalPostgres> postgres(Settings settings) {
        return settings.given(Setting.POSTGRES_URL)
                .map(url -> new ExternalPostgres(
                        url.text(),
                        settings.get(Setting.POSTGRES_USERNAME).text(),
                        settings.get(Setting.POSTGRES_PASSWORD).text()));
    }
}
