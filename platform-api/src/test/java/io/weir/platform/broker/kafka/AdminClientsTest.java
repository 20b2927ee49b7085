package io.weir.platform.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.TestPlatform;
import io.weir.platform.broker.Broker;
import io.weir.platform.secret.Vault;
import io.weir.support.broker.BrokerSecurity;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import io.weir.test.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store that another replica changes or removes leaves nothing open in this one. */
class AdminClientsTest {

    @TempDir
    private static Path folder;

    private static EmbeddedKafkaKraftBroker kafka;
    private static TestPlatform platform;

    /** Where the broker says that it is at another address. */
    private static int leadOn;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafkaKraftBroker(1, 1);
        leadOn = FreePorts.base();
        String own = "EXTERNAL://localhost:0";
        kafka.brokerProperty("listeners", own + ",CONTROLLER://localhost:0,ON://0.0.0.0:" + leadOn);
        kafka.brokerProperty("advertised.listeners", own + ",ON://127.0.0.2:" + leadOn);
        kafka.brokerProperty("listener.security.protocol.map", "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,ON:PLAINTEXT");
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

    private static KafkaBrokers brokers(String... allowed) {
        return new KafkaBrokers(new AdminClients(
                CircuitBreakerRegistry.of(Map.of("broker", CircuitBreakerConfig.ofDefaults())),
                BulkheadRegistry.of(Map.of("broker", BulkheadConfig.ofDefaults())),
                new OutboundRules(List.of(allowed)),
                platform.bean(Vault.class)));
    }

    @Test
    void brokersThatAClusterLeadsOnToAreHeldByTheSameRule() {
        Broker broker = new Broker("127.0.0.1:" + leadOn, Map.of());
        KafkaBrokers both = brokers("127.0.0.1", "127.0.0.2");
        await().ignoreExceptions().until(() -> both.nodes(broker) == 1);
        both.forget(broker);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> brokers("127.0.0.1").nodes(broker))
                .withMessageContaining("'127.0.0.2' leads into a network that is not public");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread | weir-platform-api"))
                .collect(Collectors.toSet());
    }

    @Test
    void aClientThatNobodyAsksIsClosed() {
        AdminClients clients = platform.bean(AdminClients.class);
        clients.closeUnasked(Duration.ZERO);
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

    /** One whose password the database does not tell for as long as a lock is held. */
    @Test
    void whileOneIsOpenedAnotherAnswers() {
        AdminClients clients = platform.bean(AdminClients.class);
        String asked = clusterId(clients);
        Broker slow = besideInTheMap(new Broker(kafka.getBrokersAsString(), Map.of()));
        TransactionTemplate transaction = new TransactionTemplate(platform.bean(PlatformTransactionManager.class));

        CompletableFuture<?> opening = transaction.execute(locked -> {
            JdbcClient jdbc = platform.bean(JdbcClient.class);
            jdbc.sql("lock table secret in access exclusive mode").update();
            CompletableFuture<?> waiting = CompletableFuture.runAsync(
                    () -> clients.ask(slow, admin -> admin.describeCluster().clusterId()));
            await().until(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                            .query(Long.class)
                            .single()
                    > 0);
            CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> clusterId(clients));
            assertThat(other).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(asked);
            assertThat(waiting).isNotDone();
            return waiting;
        });
        assertThat(opening).failsWithin(Duration.ofSeconds(20));
    }

    /** In the same bin of a map, whatever its size. */
    private static Broker besideInTheMap(Broker other) {
        return IntStream.range(0, 1_000_000)
                .mapToObj(number -> new Broker(
                        "127.0.0.1:1",
                        Map.of(
                                BrokerSecurity.PROTOCOL, "SASL_PLAINTEXT",
                                BrokerSecurity.USERNAME, "user-" + number,
                                BrokerSecurity.PASSWORD, "secret:slow")))
                .filter(broker -> (spread(broker) & 1023) == (spread(other) & 1023))
                .findFirst()
                .orElseThrow();
    }

    private static int spread(Broker broker) {
        return broker.hashCode() ^ (broker.hashCode() >>> 16);
    }
}
