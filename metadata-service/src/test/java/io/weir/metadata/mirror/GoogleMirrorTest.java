package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Asked;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a service account's key, whose token the store asks for at every call. */
class GoogleMirrorTest extends ObjectMirrorContract {

    private static final String ROOT = "gs://" + GoogleServer.BUCKET + "/lake";

    @AutoClose
    private static final TokenServer tokens = new TokenServer();

    private static GoogleServer google;
    private static Path secret = Path.of("");
    private static String key = "";

    @BeforeAll
    static void start() throws Exception {
        google = new GoogleServer();
        google.ask("the-token");
        tokens.answer(asked -> Told.token("the-token", 3600));
        key = key(pair());
        secret = Files.writeString(folder.resolve("key.json"), key);
        start(
                google,
                ROOT,
                "gs://another",
                "--weir.metadata.google.endpoint=" + google.endpoint(),
                "--weir.metadata.google.key=file:" + secret);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String key(KeyPair pair) {
        String base64 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        return MetadataServer.JSON.writeValueAsString(Map.of(
                "type",
                "service_account",
                "client_email",
                "weir@acme.iam.gserviceaccount.com",
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                "token_uri",
                tokens.address() + "/token"));
    }

    @Override
    String listing() {
        return "GET ?maxResults";
    }

    @Override
    String alias(String place) {
        return place + "/";
    }

    @Override
    String nowhere() {
        return "gs://another/t";
    }

    @Override
    String[] denial(String key) {
        return new String[] {"gs://" + GoogleServer.BUCKET, key, "access is denied"};
    }

    @Test
    void aKeyThatIsGoneWhenATokenEndsIsSaidAndShownToNobody() throws Exception {
        google.ask("another-token");
        Files.writeString(secret, "{\"private_key\": \"knows\"}");
        try {
            assertThat(server.post("/api/v1/tables", at("no-key", ROOT + "/no-key"))
                            .expect(503)
                            .text())
                    .contains("key for Google")
                    .doesNotContain("knows");
        } finally {
            google.ask("the-token");
            Files.writeString(secret, key);
        }
        server.post("/api/v1/tables", at("no-key", ROOT + "/no-key")).expect(201);
    }

    /** Tokens that the first key got end with it, and there is no other for it. */
    @Test
    void aServiceAccountsKeyIsExchangedWithoutARestart() throws Exception {
        KeyPair second = pair();
        try {
            outlivesAnExchange(
                    ROOT,
                    () -> {
                        tokens.answer(asked -> isSignedBy(second, asked)
                                ? Told.token("second-token", 3600)
                                : new Told(400, "{\"error\":\"invalid_grant\"}"));
                        google.ask("second-token");
                    },
                    "(400 invalid_grant)",
                    () -> write(key(second)));
        } finally {
            tokens.answer(asked -> Told.token("the-token", 3600));
            google.ask("the-token");
            write(key);
        }
    }

    private static boolean isSignedBy(KeyPair pair, Asked asked) {
        String assertion = asked.form().getOrDefault("assertion", "");
        int end = assertion.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update(assertion.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(end + 1)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static void write(String content) {
        try {
            Files.writeString(secret, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gs://other/t, lies outside",
        "gs://weir-test/t, lies outside",
        "gs://weir-test/lake, lies outside",
        "gs://weir-test/lake/../t, is neither",
        "gs://key@weir-test/lake/t, is neither",
        "https://storage.googleapis.com/weir-test/lake/t, is neither",
        "s3://weir-test/lake/t, lies outside"
    })
    void aPlaceThatIsNotAllowedIsRefusedAndNobodyIsCalled(String location, String said) {
        refusesAndCallsNobody(location, said);
    }
}
