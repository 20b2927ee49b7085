package io.weir.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path home;

    private final int port = FreePorts.base();

    @Test
    void keepsItsTopicsFromOneStartToTheNext() throws Exception {
        long begun = System.nanoTime();
        Duration toStart;
        try (EmbeddedKafka first = start();
                Admin admin = admin(first)) {
            toStart = Duration.ofNanos(System.nanoTime() - begun);
            admin.createTopics(Set.of(new NewTopic("orders", 3, (short) 1)))
                    .all()
                    .get();
        }
        long begunAgain = System.nanoTime();
        try (EmbeddedKafka second = start();
                Admin admin = admin(second)) {
            assertThat(Duration.ofNanos(System.nanoTime() - begunAgain))
                    .as("it does not wait until the first one's session is over, 9 s by default")
                    .isLessThan(toStart.plusSeconds(7));
            assertThat(admin.listTopics().names().get()).contains("orders");
        }
    }

    private EmbeddedKafka start() throws Exception {
        return EmbeddedKafka.start(home, port, port + 1);
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
