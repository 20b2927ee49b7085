package io.weir.delta.storage.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Asked;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who calls: tokens for a key and of a machine, how long they are kept, and what is said where there are none. */
class GoogleIdentityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @AutoClose
    private static final TokenServer giver = new TokenServer();

    @AutoClose
    private static final GoogleServer store = new GoogleServer();

    private static KeyPair pair;

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

    @BeforeAll
    static void makeAKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    @BeforeEach
    void nothing() {
        store.relent();
        store.ask("");
    }

    /** At the time that the test says. */
    private final class TestClock extends Clock {

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private static String key() {
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return DeltaJson.mapper()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_email", "weir@project.iam.gserviceaccount.com",
                        "private_key_id", "k1",
                        "private_key", "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                        "token_uri", giver.address() + "/token"));
    }

    private BearerTokens ofKey(String key) {
        return GoogleIdentity.ofKey(TestBuckets.HTTP, () -> key, PATIENCE, new TestClock());
    }

    private static GoogleObjects objects(BearerTokens tokens) {
        return new GoogleObjects(TestBuckets.of(store.endpoint(), GoogleServer.BUCKET, tokens, PATIENCE), "t/");
    }

    @Test
    void aServiceAccountSignsWhatItAsksFor() throws Exception {
        giver.answer(asked -> Told.token("one", 3600));
        assertThat(ofKey(key()).get()).isEqualTo("one");

        Asked asked = giver.asked().get(0);
        assertThat(asked.form()).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] parts = asked.form().get("assertion").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        JsonNode claims = DeltaJson.parse(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8), "claims");
        assertThat(claims.get("iss").stringValue()).isEqualTo("weir@project.iam.gserviceaccount.com");
        assertThat(claims.get("aud").stringValue()).isEqualTo(giver.address() + "/token");
        assertThat(claims.get("scope").stringValue()).endsWith("/auth/devstorage.read_write");
        assertThat(claims.get("exp").longValue() - claims.get("iat").longValue())
                .isEqualTo(3600);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8)).contains("RS256", "k1");
    }

    @Test
    void aMachineIsAskedAsGoogleWantsIt() throws IOException {
        giver.answer(asked -> Told.token("machine", 3600));
        BearerTokens tokens = GoogleIdentity.ofMachine(TestBuckets.HTTP, giver.address(), PATIENCE, new TestClock());
        assertThat(tokens.get()).isEqualTo("machine");
        assertThat(giver.asked().get(0).path())
                .isEqualTo("/computeMetadata/v1/instance/service-accounts/default/token");
        assertThat(giver.asked().get(0).headers()).containsEntry("Metadata-Flavor", "Google");
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItsEndAndLongerWhereThereIsNoOther() throws IOException {
        AtomicInteger number = new AtomicInteger();
        giver.answer(asked -> Told.token("t" + number.incrementAndGet(), 3600));
        BearerTokens tokens = ofKey(key());
        assertThat(tokens.get()).isEqualTo("t1");
        now.set(BEGIN.plusSeconds(3300));
        assertThat(tokens.get()).isEqualTo("t1");
        now.set(BEGIN.plusSeconds(3400));
        assertThat(tokens.get()).isEqualTo("t2");
        giver.answer(asked -> new Told(400, "{\"error\": \"invalid_grant\", \"error_description\": \"secret\"}"));
        now.set(BEGIN.plusSeconds(3400 + 3500));
        assertThat(tokens.get()).isEqualTo("t2");
        now.set(BEGIN.plusSeconds(3400 + 3600));
        assertThatThrownBy(tokens::get)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("(400 invalid_grant)")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTokenThatIsTakenBackIsFetchedAnewOnce() throws IOException {
        AtomicInteger number = new AtomicInteger();
        giver.answer(asked -> Told.token("t" + number.incrementAndGet(), 3600));
        GoogleObjects objects = objects(ofKey(key()));
        store.ask("t1");
        objects.replace("a", new byte[] {1});
        assertThat(objects.get("a")).isPresent();
        assertThat(giver.asked()).hasSize(1);
        store.ask("t2");
        assertThat(objects.get("a")).isPresent();
        assertThat(giver.asked()).hasSize(2);
        store.ask("another's");
        assertThatThrownBy(() -> objects.get("a"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("access is denied")
                .hasMessageNotContaining("t3");
        assertThat(giver.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{}", "{\"type\":\"service_account\",\"private_key\":\"knows\"}", "[]"})
    void aKeyThatIsNoneIsSaidAndNotShown(String key) {
        assertThatThrownBy(() -> objects(ofKey(key)).get("a"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("key for Google")
                .hasMessageNotContaining("knows")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"access_token\":\"knows\"}", "{\"expires_in\":5}", "knows"})
    void anAnswerWithoutATokenIsSaidAndNotShown(String body) {
        giver.answer(asked -> new Told(200, body));
        assertThatThrownBy(() -> ofKey(key()).get())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("its answer holds none")
                .hasMessageNotContaining("knows");
    }
}
