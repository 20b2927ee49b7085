package io.weir.standalone.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Command line, environment, {@code .env}, {@code weir.yaml}, defaults: the first that has a setting says what it is. */
class SettingsTest {

    @TempDir
    Path folder;

    private final Map<Setting, String> commandLine = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();

    private Value read(Setting setting) {
        return Settings.read(commandLine, environment, folder).get(setting);
    }

    private void write(String file, String line) throws IOException {
        Files.writeString(folder.resolve(file), line + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void theStrongestLevelThatHasASettingSaysIt(Setting setting) throws IOException {
        assertThat(read(setting)).isEqualTo(new Value(setting, setting.defaultValue(), Origin.DEFAULT));
        write("weir.yaml", setting.key() + ": of the file");
        assertThat(read(setting)).isEqualTo(new Value(setting, "of the file", Origin.FILE));
        write(".env", setting.environmentName() + "=of .env");
        assertThat(read(setting)).isEqualTo(new Value(setting, "of .env", Origin.DOT_ENV));
        environment.put(setting.environmentName(), "of the environment");
        assertThat(read(setting)).isEqualTo(new Value(setting, "of the environment", Origin.ENVIRONMENT));
        commandLine.put(setting, "of the command line");
        assertThat(read(setting)).isEqualTo(new Value(setting, "of the command line", Origin.COMMAND_LINE));
    }

    @Test
    void whatOneLevelLeavesOutIsLookedForInTheNext() throws IOException {
        write("weir.yaml", "{port: 1, data-dir: d, kafka: {port: 2}}");
        write(".env", "WEIR_PORT=3\nWEIR_KAFKA_PORT=4");
        environment.put("WEIR_PORT", "5");

        assertThat(List.of(
                        read(Setting.PORT).text(),
                        read(Setting.KAFKA_PORT).text(),
                        read(Setting.DATA_DIR).text()))
                .containsExactly("5", "4", "d");
        assertThat(read(Setting.POSTGRES_PORT).origin()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void whatServicesReadIsHandedOnAndWhatNobodyReadsIsRefused() throws IOException {
        write("weir.yaml", "{port: 1, weir: {ingest: {pools: [night, day]}}, spring.application.name: x}");
        write(".env", "WEIR_INGEST_UNITS=7");

        Settings settings = Settings.read(commandLine, environment, folder);

        assertThat(settings.forServices())
                .isEqualTo(Map.of(
                        "weir.ingest.pools[0]",
                        "night",
                        "weir.ingest.pools[1]",
                        "day",
                        "spring.application.name",
                        "x"));
        assertThat(settings.dotEnv()).isEqualTo(Map.of("WEIR_INGEST_UNITS", "7"));
        write("weir.yaml", "prot: 1");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Setting.PORT))
                .withMessageContaining("'prot'")
                .withMessageContaining(
                        Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", ")));
    }

    /** Each part of the platform would set up logging anew for all of them, so what they cannot say is told at once. */
    @Test
    void ofLoggingOnlyLevelsAreTaken() throws IOException {
        write("weir.yaml", "logging: {level: {io.weir.ingest: debug}}");
        assertThat(Settings.read(commandLine, environment, folder).forServices())
                .isEqualTo(Map.of("logging.level.io.weir.ingest", "debug"));
        write("weir.yaml", "logging: {file: {name: weir.log}}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Setting.PORT))
                .withMessageContaining("'logging.file.name' is not heard")
                .withMessageContaining("logging.level.NAME");
    }

    @Test
    void secretsAreShownToNobody() {
        commandLine.put(Setting.TOKEN, "weir_0123");
        commandLine.put(Setting.POSTGRES_PASSWORD, "weir_4567");
        commandLine.put(Setting.POSTGRES_URL, "jdbc:postgresql://ann:weir_89ab@db/weir?password=weir_cdef&ssl=true");

        assertThat(Settings.read(commandLine, environment, folder).all())
                .allSatisfy(value -> assertThat(List.of(value.shown(), value.toString()))
                        .allSatisfy(text -> assertThat(text).doesNotContain("weir_0", "weir_4", "weir_8", "weir_c")));
    }
}
