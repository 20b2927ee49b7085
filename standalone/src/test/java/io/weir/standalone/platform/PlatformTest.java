package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    @TempDir
    Path dataDir;

    @Test
    void keepsItsTopicsFromOneStartToTheNext() throws Exception {
        int port = FreePorts.base();
        try (Platform first = Platform.start(PlatformOptions.embedded(dataDir, port));
                Admin admin = admin(first)) {
            admin.createTopics(Set.of(new NewTopic("orders", 3, (short) 1)))
                    .all()
                    .get();
        }
        try (Platform second = Platform.start(PlatformOptions.embedded(dataDir, port));
                Admin admin = admin(second)) {
            assertThat(admin.listTopics().names().get()).contains("orders");
        }
    }

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

    private static Admin admin(Platform platform) {
        return Admin.create(Map.of("bootstrap.servers", platform.addresses().kafkaBootstrapServers()));
    }
}
