package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    @TempDir
    Path dataDir;

    @Test
    void refusesADataFolderThatIsInUse() throws Exception {
        try (Platform first = Platform.start(PlatformOptions.embedded(dataDir, FreePorts.base()))) {
            assertThat(first.addresses().dataDir()).isEqualTo(dataDir.toRealPath());
            PlatformOptions again = PlatformOptions.embedded(dataDir, FreePorts.base());
            assertThatExceptionOfType(PlatformException.class)
                    .isThrownBy(() -> Platform.start(again))
                    .withMessageContaining(
                            "another weir (process " + ProcessHandle.current().pid() + ")")
                    .withMessageContaining("--data-dir");
        }
    }

    @Test
    void namesThePortThatIsTakenAndTheOptionThatMovesIt() throws IOException {
        int base = FreePorts.base();
        PlatformOptions options = PlatformOptions.embedded(dataDir, base);
        for (Map.Entry<Integer, String> taken : Map.of(
                        base, "--port", base + 4, "--kafka-port", base + 6, "--postgres-port")
                .entrySet()) {
            try (ServerSocket other = new ServerSocket(taken.getKey(), 1, InetAddress.getLoopbackAddress())) {
                assertThatExceptionOfType(PlatformException.class)
                        .isThrownBy(() -> Platform.start(options))
                        .withMessageContaining("port " + other.getLocalPort())
                        .withMessageContaining(taken.getValue());
            }
        }
    }
}
