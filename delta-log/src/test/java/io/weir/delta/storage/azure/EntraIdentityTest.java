package io.weir.delta.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.azure.AzureCredentials.Entra;
import io.weir.delta.storage.azure.EntraIdentity.Application;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.test.s3.AzureServer;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Asked;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tokens as Entra ID and Azure's machines give them, and what a store does with them. */
class EntraIdentityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AutoClose
    private static final TokenServer giver = new TokenServer();

    @AutoClose
    private static final AzureServer store = new AzureServer();

    private final EntraIdentity identity = new EntraIdentity(HTTP, PATIENCE, Clock.systemUTC());
    private final Application application = new Application(giver.address(), "tenant-1", "client-1");

    @Test
    void anApplicationShowsItsSecretAsItIsThen() throws IOException {
        AtomicReference<String> secret = new AtomicReference<>("old");
        BearerTokens tokens = identity.withSecret(application, secret::get);
        secret.set("knows");
        giver.answer(asked -> Told.token("one", 3600));
        assertThat(tokens.get()).isEqualTo("one");

        Asked asked = giver.asked().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/tenant-1/oauth2/v2.0/token");
        assertThat(asked.form())
                .containsEntry("client_id", "client-1")
                .containsEntry("client_secret", "knows")
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("scope", "https://storage.azure.com/.default")
                .hasSize(4);
    }

    @Test
    void aPodShowsWhatKubernetesGaveIt() throws IOException {
        giver.answer(asked -> Told.token("pod", 3600));
        assertThat(identity.withAssertion(application, () -> "a.b.c").get()).isEqualTo("pod");
        assertThat(giver.asked().get(0).form())
                .containsEntry("client_assertion", "a.b.c")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .doesNotContainKey("client_secret");
    }

    @Test
    void aMachineIsAskedAsAzureWantsItAndAnswersWithTexts() throws IOException {
        giver.answer(asked ->
                new Told(200, "{\"access_token\":\"machine\",\"expires_in\":\"3599\",\"expires_on\":\"1767225600\"}"));
        BearerTokens tokens = identity.ofMachine(giver.address(), "client-2");
        assertThat(tokens.get()).isEqualTo("machine");
        assertThat(tokens.get()).isEqualTo("machine");
        assertThat(giver.asked()).hasSize(1);
        Asked asked = giver.asked().get(0);
        assertThat(asked.path()).isEqualTo("/metadata/identity/oauth2/token");
        assertThat(asked.headers()).containsEntry("Metadata", "true");
        assertThat(asked.form())
                .containsEntry("resource", "https://storage.azure.com/")
                .containsEntry("api-version", "2018-02-01")
                .containsEntry("client_id", "client-2");
    }

    @Test
    void whatEntraRefusesIsSaidByItsCodeAlone() {
        giver.answer(
                asked -> new Told(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215 knows\"}"));
        assertThatThrownBy(
                        () -> identity.withSecret(application, () -> "hidden").get())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Entra ID")
                .hasMessageContaining("(401 invalid_client)")
                .hasMessageNotContaining("knows")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> identity.withSecret(application, () -> {
                            throw new IllegalStateException("env:LAKE_SECRET is empty");
                        })
                        .get())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("env:LAKE_SECRET is empty");
    }

    @Test
    void eachCallBearsTheTokenAndAnExpiredOneIsFetchedAnewOnce() throws IOException {
        AtomicInteger number = new AtomicInteger();
        giver.answer(asked -> Told.token("t" + number.incrementAndGet(), 3600));
        AzureObjects objects = new AzureObjects(
                new AzureContainer(
                        HTTP,
                        store.endpoint(),
                        "weirtest",
                        AzureServer.BUCKET,
                        new Entra(identity.withSecret(application, () -> "s")),
                        PATIENCE),
                "t/");
        store.ask("t1");
        objects.replace("a", new byte[] {1});
        assertThat(objects.get("a")).hasValue(new byte[] {1});
        store.ask("t2");
        assertThat(objects.listFrom("a")).hasSize(1);
        assertThat(giver.asked()).hasSize(2);
        store.ask("another's");
        assertThatThrownBy(() -> objects.get("a"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("access is denied")
                .hasMessageContaining("Storage Blob Data Contributor")
                .hasMessageNotContaining("t3");
    }
}
