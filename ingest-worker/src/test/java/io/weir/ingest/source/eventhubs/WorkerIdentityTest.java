package io.weir.ingest.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.WorkerCredential;
import io.weir.ingest.source.lease.HubReader;
import io.weir.ingest.source.lease.PartitionLeases;
import io.weir.ingest.source.lease.Share;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import io.weir.test.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

/** A hub over TLS that asks for tokens of Entra ID, as Azure's do. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerIdentityTest {

    private static final String TOKEN = "eyJ-a-token-that-nobody-sees-";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SSLContext before;
    private static EventHubsEmulator emulator;

    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException {
        before = SSLContext.getDefault();
        SSLContext own = SelfSigned.in(folder).context();
        emulator = EventHubsEmulator.start(own);
        SSLContext.setDefault(own);
        // Whoever renews a token is interrupted by its answer. One that comes before the question's thread is back from
        // waking
        // the connection ends that: the client takes it for an end of its connection.
        emulator.answerAfter(Duration.ofMillis(100));
    }

    @AfterAll
    static void stop() throws IOException {
        SSLContext.setDefault(before);
        emulator.close();
    }

    @BeforeEach
    void admit() {
        emulator.admitOnly(token -> {
            shown.add(token);
            return token.startsWith(TOKEN);
        });
    }

    @Test
    void theWorkerSignsInAsItselfAndBringsTheNextTokenBeforeOneEnds(CapturedOutput output) {
        EmulatedHub hub = hub();
        hub.produce(10, Integer::toString);
        // The client brings the next one before nine of ten seconds are over; the emulator would take the first for
        // ever.
        Sources sources = sources(this::token, emulator.namespace());
        RecordingReader reader = new RecordingReader();

        try (Source source = sources.open(request(hub), reader)) {
            poll(source, reader, 10);
            int first = emulator.signIns();
            await().atMost(PATIENCE).until(() -> {
                source.poll(Duration.ofMillis(100), reader);
                return emulator.signIns() > first;
            });
            hub.produce(10, index -> "later " + index);
            poll(source, reader, 20);
        }

        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(0, 10));
        assertThat(shown).allMatch(token -> token.startsWith(TOKEN));
        assertThat(output).doesNotContain(TOKEN);
    }

    @Test
    void withoutAnIdentityThereIsOneLineThatSaysSoAndTheNextTryMaySucceed() {
        EmulatedHub hub = hub();
        Sources sources = sources(
                () -> Mono.error(new CredentialUnavailableException("EnvironmentCredential unavailable.\nAzureCli.")),
                emulator.namespace());

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.ends(request(hub)))
                .satisfies(failed -> assertThat(failed.isLasting()).isFalse())
                .withMessageContaining("the worker finds no identity at Azure")
                .withMessageNotContaining("\n");
    }

    /** What Azure's library says where a managed identity was asked for and is none. */
    @Test
    void whyThereIsNoTokenIsToldInALineAndTriedAgain() {
        EmulatedHub hub = hub();
        String said =
                "DefaultAzureCredential authentication failed. ---> ManagedIdentityCredential authentication failed.";
        Sources refused = sources(
                () -> Mono.error(new ClientAuthenticationException(said + "\nmore of it", null)), emulator.namespace());
        WorkerIdentity unusable =
                new WorkerIdentity(new OwnIdentity(List.of(emulator.namespace())), new WorkerCredential(() -> {
                    throw new IllegalArgumentException("Invalid value for AZURE_TOKEN_CREDENTIALS");
                }));
        Sources none = new EventHubsSources(
                new SoleReader(), new WorkerName(UUID.randomUUID()), Map.of(), name -> name, unusable);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> refused.ends(request(hub)))
                .satisfies(failed -> assertThat(failed.isLasting()).isFalse())
                .withMessageEndingWith("Azure gives no token for the worker's own identity:"
                        + " ManagedIdentityCredential authentication failed.")
                .withNoCause();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> none.ends(request(hub)))
                .satisfies(failed -> assertThat(failed.isLasting()).isFalse())
                .withMessageContaining("AZURE_TOKEN_CREDENTIALS");
    }

    @Test
    void aTokenThatOpensNothingIsToldAndTheRightMayBeGivenLater(CapturedOutput output) {
        EmulatedHub hub = hub();
        emulator.admitOnly(token -> false);
        Sources sources = sources(this::token, emulator.namespace());

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.ends(request(hub)))
                .satisfies(failed -> assertThat(failed.isLasting()).isFalse())
                .withMessageContaining("Azure Event Hubs Data Receiver")
                .withMessageNotContaining(TOKEN);
        assertThat(output).doesNotContain(TOKEN);
    }

    @Test
    void aNamespaceThatNobodyNamedIsShownNoToken() {
        EmulatedHub hub = hub();
        Sources sources = sources(this::token, "*.servicebus.windows.net", "another.example:5671");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.ends(request(hub)))
                .satisfies(failed -> assertThat(failed.isLasting()).isTrue())
                .withMessageContaining("weir.azure.identity-namespaces")
                .withMessageContaining(emulator.namespace());
        assertThat(asked).hasValue(0);
        assertThat(shown).isEmpty();
    }

    @Test
    void aHostThatIsNotWhoItSaysIsShownNoToken() throws Exception {
        EmulatedHub hub = hub();
        Sources sources = sources(this::token, emulator.namespace());
        SSLContext trusting = SSLContext.getDefault();
        int refusals = emulator.refusals();
        ExecutorService trying = Executors.newSingleThreadExecutor();
        SSLContext.setDefault(before);
        try {
            Future<?> ends = trying.submit(() -> sources.ends(request(hub)));
            await().atMost(PATIENCE).until(() -> emulator.refusals() > refusals || ends.isDone());
            assertThat(emulator.refusals()).isGreaterThan(refusals);
        } finally {
            // The client would try for minutes.
            trying.shutdownNow();
            assertThat(trying.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            SSLContext.setDefault(trusting);
        }
        assertThat(shown).isEmpty();
    }

    private static EmulatedHub hub() {
        return emulator.hub("h" + UUID.randomUUID(), 2);
    }

    private Mono<AccessToken> token() {
        String text = TOKEN + asked.incrementAndGet();
        return Mono.just(new AccessToken(text, OffsetDateTime.now().plusSeconds(10)));
    }

    private static Sources sources(Supplier<Mono<AccessToken>> tokens, String... namespaces) {
        TokenCredential credential = asking -> Mono.defer(tokens);
        WorkerIdentity identity =
                new WorkerIdentity(new OwnIdentity(List.of(namespaces)), new WorkerCredential(() -> credential));
        return new EventHubsSources(
                new SoleReader(), new WorkerName(UUID.randomUUID()), Map.of(), name -> name, identity);
    }

    private static SourceRequest request(EmulatedHub hub) {
        StoreAddress store =
                new StoreAddress("hubs", StoreAddress.EVENTHUBS, Map.of(StoreAddress.NAMESPACE, emulator.namespace()));
        return new SourceRequest(store, "reader", hub.name(), "$Default", new SourceStart.Earliest());
    }

    private static void poll(Source source, RecordingReader reader, int records) {
        await().atMost(PATIENCE).until(() -> {
            source.poll(Duration.ofMillis(100), reader);
            return reader.records() >= records;
        });
    }

    /** Nobody else reads. */
    private static final class SoleReader implements PartitionLeases {
        @Override
        public Share settle(HubReader reader, Set<Integer> partitions, Duration length) {
            return new Share(partitions.stream().collect(Collectors.toMap(each -> each, each -> 1L)), Set.of());
        }

        @Override
        public Optional<String> rival(HubReader reader) {
            return Optional.empty();
        }

        @Override
        public void release(HubReader reader, Set<Integer> partitions) {}

        @Override
        public void leave(HubReader reader) {}
    }
}
