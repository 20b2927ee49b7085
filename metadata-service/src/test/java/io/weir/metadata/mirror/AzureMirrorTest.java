package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.s3.AzureServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureMirrorTest extends ObjectMirrorContract {

    private static final String HOST = "@weirtest.dfs.core.windows.net";
    private static final String ROOT = "abfss://" + AzureServer.BUCKET + HOST + "/lake";

    private static Path secret = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        AzureServer azure = new AzureServer();
        secret = Files.writeString(folder.resolve("key"), "a25vd3M=");
        start(
                azure,
                ROOT,
                "abfss://another" + HOST,
                "--weir.metadata.azure.endpoint=" + azure.endpoint(),
                "--weir.metadata.azure.account-keys.weirtest=file:" + secret);
    }

    @Override
    String listing() {
        return "GET ?comp";
    }

    @Override
    String alias(String place) {
        return place.replace("abfss:", "abfs:");
    }

    @Override
    String nowhere() {
        return "abfss://another" + HOST + "/t";
    }

    @Override
    String[] denial(String key) {
        return new String[] {"abfss://" + AzureServer.BUCKET, key, "access is denied"};
    }

    @Test
    void aSecretThatIsGoneIsSaidAndShownToNobody() throws IOException {
        for (String content : new String[] {"", "not base64!"}) {
            Files.writeString(secret, content);
            try {
                assertThat(server.post("/api/v1/tables", at("no-secret", ROOT + "/no-secret"))
                                .expect(503)
                                .text())
                        .contains("the secret for the account weirtest")
                        .doesNotContain("not base64");
            } finally {
                Files.writeString(secret, "a25vd3M=");
            }
        }
        server.post("/api/v1/tables", at("no-secret", ROOT + "/no-secret")).expect(201);
    }

    @ParameterizedTest
    @CsvSource({
        "abfss://other@weirtest.dfs.core.windows.net/t, lies outside",
        "abfss://weir-test@weirtest.dfs.core.windows.net/t, lies outside",
        "abfss://weir-test@weirtest.dfs.core.windows.net/lake, lies outside",
        "abfss://weir-test@weirtest.dfs.core.windows.net/lake/../t, is neither",
        "abfss://weir-test@evil.example/lake/t, is neither",
        "https://weirtest.dfs.core.windows.net/weir-test/lake/t, is neither",
        "s3://weir-test/lake/t, lies outside"
    })
    void aPlaceThatIsNotAllowedIsRefusedAndNobodyIsCalled(String location, String said) {
        refusesAndCallsNobody(location, said);
    }
}
