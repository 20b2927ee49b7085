package io.weir.metadata.storage;

import io.weir.delta.storage.azure.EntraIdentity;
import io.weir.delta.storage.azure.EntraIdentity.Application;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.MetadataSettings.AzureApplication;
import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which identity of Entra ID this process has: the application that the settings name, the workload identity that Kubernetes gave
 * its pod, or the managed identity of its machine. One for all accounts, and so one token.
 */
final class AzureIdentity {

    private static final URI PUBLIC_CLOUD = URI.create("https://login.microsoftonline.com");
    private static final URI MACHINE = URI.create("http://169.254.169.254");

    private final MetadataSettings.Azure settings;
    private final Map<String, String> environment;
    private final BearerTokens tokens;

    AzureIdentity(MetadataSettings.Azure settings, HttpClient http) {
        this(settings, http, System.getenv());
    }

    AzureIdentity(MetadataSettings.Azure settings, HttpClient http, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
        this.tokens = tokens(new EntraIdentity(http, settings.timeout(), Clock.systemUTC()));
    }

    BearerTokens tokens() {
        return tokens;
    }

    /** @throws IllegalStateException if an application is named in half, or its secret is not there */
    void require() {
        AzureApplication named = settings.application();
        SecretReference secret = named.clientSecret();
        if ((named.tenant() == null) != (secret == null) || (secret != null && named.clientId() == null)) {
            throw new IllegalStateException(
                    "weir.metadata.azure.application needs a tenant, a client-id and a client-secret, or no tenant and no"
                            + " secret");
        }
        if (secret != null) {
            secret.read();
        }
    }

    private BearerTokens tokens(EntraIdentity identity) {
        AzureApplication named = settings.application();
        SecretReference secret = named.clientSecret();
        if (named.tenant() != null && named.clientId() != null && secret != null) {
            return identity.withSecret(new Application(authority(), named.tenant(), named.clientId()), secret::read);
        }
        Optional<String> file = variable("AZURE_FEDERATED_TOKEN_FILE");
        Optional<String> tenant = variable("AZURE_TENANT_ID");
        Optional<String> client = Optional.ofNullable(named.clientId()).or(() -> variable("AZURE_CLIENT_ID"));
        if (file.isPresent() && tenant.isPresent() && client.isPresent()) {
            SecretReference assertion = new SecretReference("file:" + file.get());
            return identity.withAssertion(new Application(authority(), tenant.get(), client.get()), assertion::read);
        }
        return identity.ofMachine(MACHINE, client.orElse(null));
    }

    private URI authority() {
        @Nullable URI named = settings.authority();
        return named != null
                ? named
                : variable("AZURE_AUTHORITY_HOST").map(URI::create).orElse(PUBLIC_CLOUD);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
