package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable that sets nothing is an error that nobody is told of. */
class SettingsIT {

    /** A page that is not what the services are is made anew: copy {@code system-tests/target/configuration.md} over it. */
    @Test
    void thePageOfSettingsIsWhatTheServicesHave() throws IOException {
        String text = ConfigurationReference.text();
        Files.writeString(
                Files.createDirectories(Compose.home().resolve("system-tests/target"))
                        .resolve("configuration.md"),
                text);
        assertThat(Compose.home().resolve("docs/configuration.md")).hasContent(text);
        assertThat(text.lines().filter(line -> line.endsWith("|  |")))
                .as("without a meaning")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata-service", "ingest-worker", "lineage-service", "platform-api"})
    void everyVariableOfTheComposeFileSetsSomething(String service) throws IOException {
        KnownProperties known = KnownProperties.of(service);
        assertThat(Compose.read().environment(service).keySet())
                .isNotEmpty()
                .allMatch(known::hasVariable, "is a setting of " + service);
    }
}
