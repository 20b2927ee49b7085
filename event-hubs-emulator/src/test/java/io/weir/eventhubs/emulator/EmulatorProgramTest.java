package io.weir.eventhubs.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmulatorProgramTest {

    @TempDir
    Path folder;

    @Test
    void aFilesLinesAreEventsOfAllPartitionsInTurn() throws IOException {
        Path events = Files.writeString(folder.resolve("events.ndjson"), "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
        EmulatorArguments arguments = EmulatorArguments.of(List.of("empty:1", "--port", "0", "full:2:" + events));

        try (EventHubsEmulator emulator = EmulatorProgram.open(arguments)) {
            EmulatedHub full = Objects.requireNonNull(emulator.find("full"));
            assertThat(full.partition(0).last()).isEqualTo(1);
            assertThat(full.partition(1).last()).isEqualTo(0);
            assertThat(Objects.requireNonNull(full.partition(0).event(1)).body().toString())
                    .isEqualTo("{\"n\":2}");
            assertThat(Objects.requireNonNull(emulator.find("empty"))
                            .partition(0)
                            .last())
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hub", "hub:0", "hub:1:", "--port", "--port 65536", "--port x hub:1", "--ports 1 hub:1"})
    void whatCannotBeUnderstoodIsRefused(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));

        assertThatThrownBy(() -> EmulatorArguments.of(arguments)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProcessOfItsOwnAnswersUntilItIsClosed() throws IOException {
        Path events = Files.writeString(folder.resolve("events.ndjson"), "{}\n");
        Socket answered;
        try (EmulatorProcess process = EmulatorProcess.start("hub", 1, events, 64)) {
            String port = process.connectionString().replaceAll(".*localhost:([0-9]+);.*", "$1");
            answered = new Socket("localhost", Integer.parseInt(port));
        }
        // Somebody else may have its port by now, but not its connection.
        try (answered) {
            answered.setSoTimeout(60_000);
            assertThat(answered.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aFileThatIsNotThereEndsItBeforeItBegins() {
        assertThatThrownBy(() -> EmulatorProcess.start("hub", 1, folder.resolve("none"), 64))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended before it began");
    }
}
