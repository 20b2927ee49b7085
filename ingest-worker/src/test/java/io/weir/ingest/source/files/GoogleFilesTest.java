package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.delta.json.DeltaJson;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.TokenServer;
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

    private static String key;

    @BeforeAll
    static void makeAKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String base64 = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        key = DeltaJson.mapper()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_email", "weir@project.iam.gserviceaccount.com",
                        "private_key_id", "k1",
                        "private_key", "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                        "token_uri", tokens.address() + "/token"));
        tokens.answer(asked -> TokenServer.Told.token("one", 3600));
        server.ask("one");
    }

    GoogleFilesTest() {
        super(server, "gs://" + ObjectServer.BUCKET, Map.of(StoreAddress.SERVICE_ACCOUNT_KEY, "secret:key"));
    }

    @Override
    String secret() {
        return key;
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
