package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Breaks when a value that cannot be had is found after something was made: a file is to be applied whole, or not at all. */
class SecretSourceTest {

    @TempDir
    Path folder;

    private static JsonNode source(String kind, Object name) {
        return JsonMapper.shared().createObjectNode().put(kind, name.toString());
    }

    @Test
    void aFileThatHasNoValueIsFound() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path noText = Files.write(folder.resolve("no-text"), new byte[] {(byte) 0xff, 'a'});
        assertThat(SecretSource.absence(source("file", empty))).contains(empty + " is empty");
        for (Object unreadable : new Object[] {folder, folder.resolve("absent"), noText, "a\0b"}) {
            assertThat(SecretSource.absence(source("file", unreadable))).hasValue(unreadable + " cannot be read");
        }
        Path value = Files.writeString(folder.resolve("value"), "planted\r\n");
        assertThat(SecretSource.absence(source("file", value))).isEmpty();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatAPipeGivesOnceIsLeftToWhoMakesTheThing() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(SecretSource.absence(source("file", pipe))).isEmpty();
    }

    @Test
    void aSourceHasAName() {
        Optional<String> allowed = Optional.of("allowed: {environment: NAME} or {file: PATH}");
        assertThat(SecretSource.problem(source("file", ""))).isEqualTo(allowed);
        assertThat(SecretSource.problem(source("environment", ""))).isEqualTo(allowed);
        assertThat(SecretSource.problem(source("environment", "SALES"))).isEmpty();
        assertThat(SecretSource.absence(source("environment", "WEIR_SET_NOWHERE")))
                .hasValue("WEIR_SET_NOWHERE is not set");
    }
}
