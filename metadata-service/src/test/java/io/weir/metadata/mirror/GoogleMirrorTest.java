package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
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
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String base64 = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        key = MetadataServer.JSON.writeValueAsString(Map.of(
                "type",
                "service_account",
                "client_email",
                "weir@acme.iam.gserviceaccount.com",
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                "token_uri",
                tokens.address() + "/token"));
        secret = Files.writeString(folder.resolve("key.json"), key);
        start(
                google,
                ROOT,
                "gs://another",
                "--weir.metadata.google.endpoint=" + google.endpoint(),
                "--weir.metadata.google.key=file:" + secret);
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
