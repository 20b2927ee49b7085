package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    @TempDir
    Path dataDir;

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a;b", "50%41# off"})
    void aFolderThatPartsCannotUseIsRefusedBeforeAnythingStarts(String name) {
        PlatformOptions options = PlatformOptions.embedded(dataDir.resolve(name), 1);
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> Platform.start(options))
                .withMessageContaining("choose another --data-dir");
        assertThat(dataDir).isEmptyDirectory();
    }

    @Test
    void nothingIsSaidToStopThatHasNotStarted() throws IOException {
        int base = FreePorts.base();
        List<String> stopped = new ArrayList<>();
        PlatformOptions options = PlatformOptions.embedded(dataDir, base).withListener(new PlatformListener() {
            @Override
            public void stopping(String part) {
                stopped.add(part);
            }
        });
        try (ServerSocket other = new ServerSocket(base, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(PlatformException.class)
                    .isThrownBy(() -> Platform.start(options))
                    .withMessageContaining("port " + other.getLocalPort());
        }
        assertThat(stopped).isEmpty();
    }

    @Test
    void namesThePortThatIsTakenAndTheOptionThatMovesIt() throws IOException {
        int base = FreePorts.base();
        PlatformOptions options = PlatformOptions.embedded(dataDir, base);
        List<String> movedBy =
                List.of("--port", "--port", "--port", "--port", "--kafka-port", "--port", "--postgres-port");
        for (int offset = 0; offset < movedBy.size(); offset++) {
            try (ServerSocket other = new ServerSocket(base + offset, 1, InetAddress.getLoopbackAddress())) {
                assertThatExceptionOfType(PlatformException.class)
                        .isThrownBy(() -> Platform.start(options))
                        .withMessageContaining("port " + other.getLocalPort())
                        .withMessageContaining(movedBy.get(offset));
            }
        }
    }
}
