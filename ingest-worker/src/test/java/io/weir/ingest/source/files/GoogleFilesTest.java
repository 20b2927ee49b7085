package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.delta.json.DeltaJson;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.TokenServer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GoogleFilesTest extends ObjectFilesContract {

    @AutoClose
    private static final GoogleServer server = new GoogleServer();

    @AutoClose
    private static final TokenServer tokens = new TokenServer();

    private static String base64 = "";
    private static volatile String key = "";

    @BeforeAll
    static void makeAKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        base64 = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        letIn();
    }

    private static void letIn() {
        key = key("k1");
        tokens.answer(asked -> TokenServer.Told.token("one", 3600));
        server.ask("one");
    }

    private static String key(String name) {
        return DeltaJson.mapper()
                .writeValueAsString(Map.of(
                        "type",
                        "service_account",
                        "client_email",
                        "weir@project.iam.gserviceaccount.com",
                        "private_key_id",
                        name,
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                        "token_uri",
                        tokens.address() + "/token"));
    }

    GoogleFilesTest() {
        super(server, "gs://" + ObjectServer.BUCKET, Map.of(StoreAddress.SERVICE_ACCOUNT_KEY, "secret:key"));
    }

    @Override
    String secret() {
        return key;
    }

    @Override
    Runnable refuse() {
        tokens.answer(asked -> new TokenServer.Told(400, "{\"error\":\"invalid_grant\"}"));
        return GoogleFilesTest::letIn;
    }

    @Override
    String refused() {
        return "no token from the token service of the service account's key: it answered (400 invalid_grant)";
    }

    /** The token that the first key got is good no more, and only the second gets another. */
    @Test
    void aServiceAccountsKeyIsExchangedWhileFilesAreRead() {
        readsOnAfter(() -> {
            tokens.answer(asked -> header(asked).contains("\"k2\"")
                    ? TokenServer.Told.token("two", 3600)
                    : new TokenServer.Told(400, "{\"error\":\"invalid_grant\"}"));
            server.ask("two");
            key = key("k2");
        });
    }

    private static String header(TokenServer.Asked asked) {
        String assertion = asked.form().getOrDefault("assertion", "");
        return new String(
                Base64.getUrlDecoder().decode(assertion.substring(0, assertion.indexOf('.'))), StandardCharsets.UTF_8);
    }

    @Test
    void aKeyLeadsIntoNoPrivateNetwork() {
        TokenServices services = new TokenServices(new OutboundRules(List.of()));
        for (String wrong : List.of(
                "{\"token_uri\":\"http://169.254.169.254/token\"}",
                "{\"token\\u005furi\":\"http://10.0.0.1/\"}",
                "a secret")) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> services.required("captures", wrong))
                    .withMessage(
                            "store captures: its service account's key is none, or names a token service that is not"
                                    + " public")
                    .withNoCause();
        }
    }
}
