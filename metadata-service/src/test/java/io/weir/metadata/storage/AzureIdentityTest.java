package io.weir.metadata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.MetadataSettings.Azure;
import io.weir.metadata.MetadataSettings.AzureApplication;
import io.weir.support.secret.SecretReference;
import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Told;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which identity is taken, by what settings and environment say. */
class AzureIdentityTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static final TokenServer entra = new TokenServer();

    private static AzureIdentity identity(
            @Nullable String tenant,
            @Nullable String client,
            @Nullable String secret,
            Map<String, String> environment) {
        AzureApplication application =
                new AzureApplication(tenant, client, secret == null ? null : new SecretReference(secret));
        Azure settings = new Azure(null, Map.of(), Map.of(), Set.of("acme"), application, null, Duration.ofMinutes(1));
        return new AzureIdentity(settings, HttpClient.newHttpClient(), environment);
    }

    @Test
    void aPodIsWhoKubernetesSaysWithAnAssertionThatMayChange() throws IOException {
        Path assertion = Files.writeString(folder.resolve("assertion"), "first");
        AzureIdentity pod = identity(
                null,
                null,
                null,
                Map.of(
                        "AZURE_AUTHORITY_HOST",
                        entra.address() + "/",
                        "AZURE_TENANT_ID",
                        "tenant",
                        "AZURE_CLIENT_ID",
                        "client",
                        "AZURE_FEDERATED_TOKEN_FILE",
                        assertion.toString()));
        Files.writeString(assertion, "second");
        entra.answer(asked -> Told.token("pod", 3600));
        pod.require();
        assertThat(pod.tokens().get()).isEqualTo("pod");
        assertThat(entra.asked().get(0).path()).isEqualTo("/tenant/oauth2/v2.0/token");
        assertThat(entra.asked().get(0).form())
                .containsEntry("client_assertion", "second")
                .containsEntry("client_id", "client");
    }

    @Test
    void anApplicationComesBeforeThePod() throws IOException {
        Path secret = Files.writeString(folder.resolve("application"), "knows");
        AzureIdentity application = identity(
                "own",
                "weir",
                "file:" + secret,
                Map.of(
                        "AZURE_AUTHORITY_HOST", entra.address().toString(),
                        "AZURE_TENANT_ID", "tenant",
                        "AZURE_CLIENT_ID", "client",
                        "AZURE_FEDERATED_TOKEN_FILE", "/nowhere"));
        entra.answer(asked -> Told.token("application", 3600));
        application.require();
        assertThat(application.tokens().get()).isEqualTo("application");
        assertThat(entra.asked().get(0).form())
                .containsEntry("client_secret", "knows")
                .containsEntry("client_id", "weir");
    }

    @Test
    void whatIsNamedInHalfIsSaidWhenTheServiceStarts() {
        assertThatThrownBy(() -> identity("own", "weir", null, Map.of()).require())
                .hasMessageContaining("weir.metadata.azure.application");
        assertThatThrownBy(() -> identity("own", null, "env:NAME", Map.of()).require())
                .hasMessageContaining("weir.metadata.azure.application");
        assertThatThrownBy(
                        () -> identity("own", "weir", "file:/nowhere", Map.of()).require())
                .hasMessageContaining("file:/nowhere");
        // One of the machine's identities.
        identity(null, "weir", null, Map.of()).require();
    }
}
