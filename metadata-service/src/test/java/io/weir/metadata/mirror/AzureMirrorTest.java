package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.s3.AzureServer;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to sign in has an account; the shared contract is held with an account's key. */
class AzureMirrorTest extends ObjectMirrorContract {

    private static final String HOST = "@weirtest.dfs.core.windows.net";
    private static final String ROOT = "abfss://" + AzureServer.BUCKET + HOST + "/lake";
    private static final String SHARED = ROOT.replace("weirtest", "weirshared");
    private static final String ENTRA = ROOT.replace("weirtest", "weirentra");
    private static final String FIRST = "a25vd3M=";
    private static final String SECOND = "a25vd3MgYmV0dGVy";

    @AutoClose
    private static final TokenServer entra = new TokenServer();

    private static AzureServer azure;
    private static Path secret = Path.of("");
    private static Path signature = Path.of("");
    private static Path application = Path.of("");

    /** Three accounts, each with another kind of credentials. */
    @BeforeAll
    static void start() throws IOException {
        azure = new AzureServer();
        secret = Files.writeString(folder.resolve("key"), FIRST);
        signature = Files.writeString(folder.resolve("signature"), "?sv=2022-11-02&sp=rcwdl&sig=knows1");
        application = Files.writeString(folder.resolve("application"), "knows1");
        start(
                azure,
                ROOT,
                "abfss://another" + HOST + "," + SHARED + "," + ENTRA,
                "--weir.metadata.azure.endpoint=" + azure.endpoint(),
                "--weir.metadata.azure.account-keys.weirtest=file:" + secret,
                "--weir.metadata.azure.shared-access.weirshared=file:" + signature,
                "--weir.metadata.azure.identity-accounts=weirentra",
                "--weir.metadata.azure.authority=" + entra.address(),
                "--weir.metadata.azure.application.tenant=tenant",
                "--weir.metadata.azure.application.client-id=weir",
                "--weir.metadata.azure.application.client-secret=file:" + application);
    }

    @AfterEach
    void letAllIn() {
        azure.letIn(call -> true);
        azure.ask("");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
                Files.writeString(secret, FIRST);
            }
        }
        server.post("/api/v1/tables", at("no-secret", ROOT + "/no-secret")).expect(201);
    }

    @Test
    void anAccountsKeyIsExchangedWithoutARestart() {
        azure.letIn(call -> call.isSignedWith(FIRST));
        outlivesAnExchange(
                ROOT,
                () -> azure.letIn(call -> call.isSignedWith(SECOND)),
                "access is denied",
                () -> write(secret, SECOND));
        write(secret, FIRST);
    }

    @Test
    void aSharedAccessSignatureIsExchangedWithoutARestart() {
        azure.letIn(call -> call.parameter("sig").equals("knows1"));
        outlivesAnExchange(
                SHARED,
                () -> azure.letIn(call -> call.parameter("sig").equals("knows2")),
                "access is denied",
                () -> write(signature, "sv=2022-11-02&sp=rcwdl&sig=knows2"));
    }

    /** Tokens that the first secret got end with it, and Entra ID gives no other for it. */
    @Test
    void anApplicationsSecretIsExchangedWithoutARestart() {
        entra.answer(asked -> Told.token("first", 3600));
        azure.ask("first");
        outlivesAnExchange(
                ENTRA,
                () -> {
                    entra.answer(asked -> "knows2".equals(asked.form().get("client_secret"))
                            ? Told.token("second", 3600)
                            : new Told(401, "{\"error\":\"invalid_client\"}"));
                    azure.ask("second");
                },
                "no token from Entra ID: it answered (401 invalid_client)",
                () -> write(application, "knows2"));
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
