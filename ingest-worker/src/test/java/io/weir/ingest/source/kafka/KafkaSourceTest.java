package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.Topic;
import io.weir.ingest.source.LiveSourceContract;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.broker.BrokerSecurity;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.tls.TrustedAuthorities;
import io.weir.test.FreePorts;
import io.weir.test.GuardedListener;
import io.weir.test.SelfSigned;
import io.weir.test.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class KafkaSourceTest extends LiveSourceContract {

    private static final GuardedListener GUARDED =
            new GuardedListener(FreePorts.base(), "weir", "a \"quoted\" \\ password; required");

    private static EmbeddedKafkaKraftBroker broker;

    private static TokenIssuer issuer;

    private static final int TLS = GUARDED.port() + 1;

    @TempDir
    static Path folder;

    private static SelfSigned keys;

    /** What the guarded port asks for, and the same at another one, where all is encrypted. */
    private static Map<String, String> overTls() {
        Map<String, String> settings = new HashMap<>(GUARDED.settings());
        settings.merge("listeners", ",TLS://localhost:" + TLS, String::concat);
        settings.merge("listener.security.protocol.map", ",TLS:SASL_SSL", String::concat);
        settings.put(
                "listener.name.tls.plain.sasl.jaas.config",
                String.valueOf(settings.get("listener.name.sasl.plain.sasl.jaas.config")));
        // Tokens are for the other port, and each mechanism of a port must have its login.
        settings.put("listener.name.tls.sasl.enabled.mechanisms", "PLAIN");
        settings.put("listener.name.tls.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.tls.ssl.keystore.location", keys.keys().toString());
        settings.put("listener.name.tls.ssl.keystore.password", SelfSigned.PASSWORD);
        return settings;
    }

    /** Who comes by a token has to come again with one every two seconds, or is thrown out. */
    private static Map<String, String> renewing() {
        return Map.of(
                "listener.name.sasl.oauthbearer.connections.max.reauth.ms",
                "2000",
                "listener.name.sasl.oauthbearer.sasl.server.callback.handler.class",
                SeenTokens.class.getName(),
                // However slow the machine is, a token is not too old by the time it arrives.
                "sasl.oauthbearer.clock.skew.seconds",
                "3600");
    }

    private final Map<String, Topic> topics = new HashMap<>();

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        issuer = TokenIssuer.start();
        keys = SelfSigned.in(folder);
        overTls().forEach(broker::brokerProperty);
        issuer.settings().forEach(broker::brokerProperty);
        renewing().forEach(broker::brokerProperty);
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        broker.destroy();
        issuer.close();
    }

    @Override
    protected Sources sources() {
        return sources(GUARDED.password());
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        Topic topic = new Topic(broker, 2);
        topics.put(topic.name(), topic);
        StoreAddress store = new StoreAddress(
                "broker", StoreAddress.KAFKA, Map.of(StoreAddress.BOOTSTRAP_SERVERS, broker.getBrokersAsString()));
        return new SourceRequest(store, "reader", topic.name(), "group", start);
    }

    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        topics.get(topic.topic()).produce(to - from, index -> Integer.toString(from + index));
    }

    private static Sources sources(String password) {
        return sources(password, new WorkerName(UUID.randomUUID()));
    }

    private static Sources sources(String password, WorkerName worker) {
        return new KafkaSources(name -> password, worker, new OutboundRules(List.of("localhost", "127.0.0.0/8")));
    }

    @Test
    void whereATopicEndsThatIsNotThereNobodyCanSay() {
        SourceRequest topic = topic(EARLIEST);
        SourceRequest absent =
                new SourceRequest(topic.broker(), topic.reader(), "absent", topic.group(), topic.start());

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources().ends(absent))
                .withMessageStartingWith("there is no topic absent at ")
                .satisfies(failed ->
                        assertThat(failed.isLasting()).as("it may be made").isFalse());
    }

    /** The client would go on with what is left, and nobody would know what was not. */
    @Test
    void whoFallsBehindRetentionEndsAndTheNextOneTellsWhatIsGone() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        RecordingReader behind = new RecordingReader();
        try (Source source = sources().open(topic, behind)) {
            pollUntil(source, behind, 20);
            source.pause();
            // What was asked for before is answered with these.
            produce(topic, 20, 22);
            source.poll(Duration.ofMillis(500), behind);
            produce(topic, 22, 62);
            topics.get(topic.topic()).trim(0, 25);
            source.resume();

            assertThatThrownBy(() -> pollUntil(source, behind, 62))
                    .isInstanceOfSatisfying(SourceException.class, failed -> assertThat(failed.isLasting())
                            .as("a pipeline tries again")
                            .isFalse());
        }
        RecordingReader next = new RecordingReader(Map.of(0, 10L, 1, 30L));
        try (Source source = sources().open(topic, next)) {
            pollUntil(source, next, 6);
        }

        assertThat(behind.sequences(0)).isSubsetOf(RecordingReader.range(0, 11));
        assertThat(next.gaps()).containsExactly("0: 11 to 25");
        assertThat(next.sequences(0)).isEqualTo(RecordingReader.range(25, 31));
    }

    /** One that lives, and whose session the broker would wait for, stands for one that was killed. */
    @Test
    void whoComesBackHasItsPartitionsAtOnceAndFencesItsFormerSelf() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 20);
        Sources worker = sources(GUARDED.password(), new WorkerName(UUID.randomUUID()));
        RecordingReader before = new RecordingReader();
        RecordingReader after = new RecordingReader(Map.of(0, 4L, 1, 4L));

        try (Source killed = worker.open(topic, before)) {
            pollUntil(killed, before, 20);
            try (Source back = worker.open(topic, after)) {
                pollUntil(back, after, 10);
                assertThat(back.positions()).hasSize(2);
                assertThatThrownBy(() -> pollUntil(killed, before, 21))
                        .isInstanceOf(SourceException.class)
                        .satisfies(fenced -> assertThat(((SourceException) fenced).isLasting())
                                .isFalse());
            }
        }
    }

    private static SourceRequest guarded(SourceRequest topic) {
        Map<String, String> properties = Map.of(
                StoreAddress.BOOTSTRAP_SERVERS, GUARDED.address(),
                BrokerSecurity.PROTOCOL, "SASL_PLAINTEXT",
                BrokerSecurity.USERNAME, "weir",
                BrokerSecurity.PASSWORD, "secret:sales");
        return new SourceRequest(
                new StoreAddress("guarded", StoreAddress.KAFKA, properties),
                topic.reader(),
                topic.topic(),
                topic.group(),
                topic.start());
    }

    @Test
    void whoSignsInReadsWhoeverElseIsThere() {
        SourceRequest topic = guarded(topic(EARLIEST));
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();
        RecordingReader looking = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 20);
        }
        sources().peek(topic, 10, PATIENCE, looking);

        assertThat(sources().ends(topic).values()).allMatch(end -> end == 10);
        assertThat(looking.records()).isEqualTo(10);
    }

    @Test
    void aWrongPasswordEndsAtTheFirstTryAndIsNotRepeated() {
        SourceRequest topic = guarded(topic(EARLIEST));
        RecordingReader reader = new RecordingReader();

        try (Source source = sources("geheim").open(topic, reader)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> pollUntil(source, reader, 1))
                    .satisfies(refused -> assertThat(refused.isLasting()).isTrue())
                    .withMessageContaining("does not let weir in")
                    .withMessageContaining("Invalid username or password")
                    .withMessageNotContaining("geheim");
        }
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources("geheim").ends(topic))
                .withMessageContaining("does not let weir in");
    }

    @Test
    void noVariableAndNoFileOfTheWorkerIsSentToABroker() {
        SourceRequest topic = guarded(topic(EARLIEST));
        Map<String, String> properties = new HashMap<>(topic.broker().properties());
        for (String reference : List.of("env:PATH", "file:/etc/hostname", "geheim")) {
            properties.put(BrokerSecurity.PASSWORD, reference);
            StoreAddress store = new StoreAddress("guarded", StoreAddress.KAFKA, properties);
            SourceRequest sly = new SourceRequest(store, topic.reader(), topic.topic(), topic.group(), topic.start());

            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> sources().ends(sly))
                    .withMessage("the password of a broker is given as secret:NAME");
        }
    }

    /** By tokens of the issuer, for a client of this password. */
    private static SourceRequest byToken(SourceRequest topic) {
        Map<String, String> properties = Map.of(
                StoreAddress.BOOTSTRAP_SERVERS,
                GUARDED.address(),
                BrokerSecurity.PROTOCOL,
                "SASL_PLAINTEXT",
                BrokerSecurity.MECHANISM,
                BrokerSecurity.OAUTHBEARER,
                BrokerSecurity.TOKEN_ENDPOINT,
                issuer.tokenEndpoint(),
                BrokerSecurity.SCOPE,
                "https://hubs.example.com/.default",
                BrokerSecurity.USERNAME,
                TokenIssuer.CLIENT,
                BrokerSecurity.PASSWORD,
                "secret:client");
        return new SourceRequest(
                new StoreAddress("tokens", StoreAddress.KAFKA, properties),
                topic.reader(),
                topic.topic(),
                topic.group(),
                topic.start());
    }

    @Test
    void aClientWithATokenReads() {
        SourceRequest topic = byToken(topic(EARLIEST));
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();
        RecordingReader looking = new RecordingReader();

        try (Source source = sources(TokenIssuer.SECRET).open(topic, reader)) {
            pollUntil(source, reader, 20);
        }
        sources(TokenIssuer.SECRET).peek(topic, 10, PATIENCE, looking);

        assertThat(looking.records()).isEqualTo(10);
        assertThat(issuer.asked())
                .contains(Map.of("grant_type", "client_credentials", "scope", "https://hubs.example.com/.default"));
        assertThat(topic.hosts()).containsExactly("localhost", "127.0.0.1");
    }

    /** The broker throws out who does not sign in again every two seconds, and sees by which token that is. */
    @Test
    void aClientRenewsItsTokenWhileItReads() {
        SourceRequest topic = byToken(topic(EARLIEST));
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();

        issuer.issueForSeconds(5);
        try (Source source = sources(TokenIssuer.SECRET).open(topic, reader)) {
            pollUntil(source, reader, 20);
            int signedInBy = SeenTokens.taken();
            assertThat(signedInBy).isPositive();
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (SeenTokens.taken() < signedInBy + 2 && System.nanoTime() < giveUp) {
                source.poll(SHORT, reader);
            }
            assertThat(SeenTokens.taken()).isGreaterThanOrEqualTo(signedInBy + 2);
            produce(topic, 20, 40);
            pollUntil(source, reader, 40);
        } finally {
            issuer.issueForSeconds(3_600);
        }
    }

    @Test
    void aClientThatTheIssuerDoesNotKnowEndsAtTheFirstTry() {
        SourceRequest topic = byToken(topic(EARLIEST));
        RecordingReader reader = new RecordingReader();

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources("geheim").open(topic, reader))
                .satisfies(refused -> assertThat(refused.isLasting()).isTrue())
                .withMessageContaining("weir cannot sign in")
                .withMessageContaining("401")
                .withMessageContaining("invalid_client")
                .withMessageNotContaining("geheim");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources("geheim").ends(topic))
                .withMessageContaining("invalid_client");
    }

    @Test
    void anIssuerThatIsDownIsWaitedForAndATokenForOthersIsNoToken() {
        SourceRequest topic = byToken(topic(EARLIEST));
        produce(topic, 0, 20);
        RecordingReader reader = new RecordingReader();

        issuer.answer(503);
        try {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> sources(TokenIssuer.SECRET).open(topic, reader))
                    .satisfies(down -> assertThat(down.isLasting()).isFalse())
                    .withMessageContaining("503");
        } finally {
            issuer.answer(200);
        }
        issuer.issueFor("others");
        try (Source source = sources(TokenIssuer.SECRET).open(topic, reader)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> pollUntil(source, reader, 1))
                    .satisfies(refused -> assertThat(refused.isLasting()).isTrue())
                    .withMessageContaining("does not let weir in");
        } finally {
            issuer.issueFor(TokenIssuer.AUDIENCE);
        }
        try (Source source = sources(TokenIssuer.SECRET).open(topic, reader)) {
            pollUntil(source, reader, 20);
        }
    }

    /** As the documentation has it: who is trusted is for the process to say. */
    @Test
    void overTlsOnlyACertificateThatIsTrustedIsReadFrom() {
        SourceRequest plain = guarded(topic(EARLIEST));
        produce(plain, 0, 20);
        Map<String, String> properties = new HashMap<>(plain.broker().properties());
        properties.put(StoreAddress.BOOTSTRAP_SERVERS, "localhost:" + TLS);
        properties.put(BrokerSecurity.PROTOCOL, "SASL_SSL");
        SourceRequest topic = new SourceRequest(
                new StoreAddress("tls", StoreAddress.KAFKA, properties),
                plain.reader(),
                plain.topic(),
                plain.group(),
                plain.start());
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> pollUntil(source, reader, 1))
                    .withMessageContaining("SSL handshake failed");
        }
        TrustedAuthorities.believe(keys.certificate());
        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 20);
        }
    }
}
