package io.weir.platform.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestPlatform;
import io.weir.platform.broker.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A store that another replica changes or removes leaves nothing open in this one. */
class AdminClientsTest {

    @TempDir
    private static Path folder;

    private static EmbeddedKafkaKraftBroker kafka;
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.afterPropertiesSet();
        platform = new TestPlatform("weir.data-dir=" + folder, "weir.secrets.make-keys=true");
    }

    @AfterAll
    static void stop() {
        platform.close();
        kafka.destroy();
    }

    /** However often a broker that has just started needs to be asked. */
    private static String clusterId(AdminClients clients) {
        Broker broker = new Broker(kafka.getBrokersAsString(), Map.of());
        return await().ignoreExceptions()
                .until(
                        () -> clients.ask(
                                broker, admin -> admin.describeCluster().clusterId()),
                        Objects::nonNull);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread | weir-platform-api"))
                .collect(Collectors.toSet());
    }

    @Test
    void aClientThatNobodyAsksIsClosed() {
        AdminClients clients = platform.bean(AdminClients.class);
        Set<Thread> others = threads();
        String asked = clusterId(clients);
        Set<Thread> own = threads();
        own.removeAll(others);

        clients.closeUnasked(Duration.ofHours(1));
        assertThat(clusterId(clients)).isEqualTo(asked);
        assertThat(own).singleElement().matches(Thread::isAlive, "is alive");

        clients.closeUnasked(Duration.ZERO);
        await().untilAsserted(() -> assertThat(own).noneMatch(Thread::isAlive));
        assertThat(clusterId(clients)).as("opened anew").isEqualTo(asked);
    }
}
