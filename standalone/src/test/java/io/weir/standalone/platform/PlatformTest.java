package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    @TempDir
    Path dataDir;

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
