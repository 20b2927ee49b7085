package io.weir.delta.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LastCheckpointTest {

    private static final LastCheckpoint POINTER = LastCheckpoint.of(10, new CheckpointSummary(13, 11, 20_480));

    @Test
    void isWrittenWithItsChecksumAndReadBack() {
        assertThat(new String(POINTER.toBytes(), UTF_8))
                .matches("\\{\"version\":10,\"size\":13,\"sizeInBytes\":20480,\"numOfAddFiles\":11,"
                        + "\"checksum\":\"[0-9a-f]{32}\"}");
        assertThat(LastCheckpoint.parse(POINTER.toBytes())).isEqualTo(POINTER);
    }

    @Test
    void refusesWhatWasChangedOrCut() {
        String text = new String(POINTER.toBytes(), UTF_8);
        for (String broken : new String[] {text.replace("10", "11"), "", "{", "[]", "{\"version\":1}"}) {
            assertThatThrownBy(() -> LastCheckpoint.parse(broken.getBytes(UTF_8)))
                    .as(broken)
                    .isInstanceOf(InvalidActionException.class);
        }
    }

    @Test
    void pointersOfOtherWritersHaveTheChecksumThatWeCompute() throws IOException {
        int pointers = 0;
        for (Path table : GoldenTables.tables()) {
            Path file = table.resolve("_delta_log/_last_checkpoint");
            if (Files.exists(file) && !table.toString().contains("corrupted")) {
                assertThat(LastCheckpoint.parse(Files.readAllBytes(file)).version())
                        .isNotNegative();
                pointers++;
            }
        }
        assertThat(pointers).isGreaterThan(5);
    }
}
