package io.weir.metadata.storage;

import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.azure.AzureContainer;
import io.weir.delta.storage.azure.AzureCredentials;
import io.weir.delta.storage.azure.AzureCredentials.AccountKey;
import io.weir.delta.storage.azure.AzureCredentials.Entra;
import io.weir.delta.storage.azure.AzureCredentials.SharedAccess;
import io.weir.delta.storage.azure.AzureObjects;
import io.weir.metadata.MetadataSettings;
import io.weir.support.azure.ContainerPlace;
import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Containers of Azure, each reached with what the settings name for its account. */
final class AzureStores {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final MetadataSettings.Azure settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final AzureIdentity identity;

    AzureStores(MetadataSettings.Azure settings) {
        this.settings = settings;
        this.identity = new AzureIdentity(settings, http);
    }

    StoredFolders at(ContainerPlace place) {
        AzureContainer container = new AzureContainer(
                http,
                endpoint(place.account()),
                place.account(),
                place.container(),
                credentials(place.account()),
                settings.timeout());
        return new AzureObjects(container, place.prefix());
    }

    /** @throws IllegalStateException if there is no secret for an account; says where it was looked for */
    void require(String account) {
        AzureCredentials credentials = credentials(account);
        String secret = credentials instanceof AccountKey key ? key.base64().get() : "";
        if (credentials instanceof SharedAccess shared) {
            secret = shared.token().get();
        }
        if (credentials instanceof Entra) {
            identity.require();
        } else if (secret.isEmpty()) {
            missing(account);
        }
    }

    private URI endpoint(String account) {
        URI own = settings.endpoint();
        return own == null ? URI.create("https://" + account + ".blob.core.windows.net") : own;
    }

    private AzureCredentials credentials(String account) {
        SecretReference shared = settings.sharedAccess().get(account);
        SecretReference key = settings.accountKeys().get(account);
        if (shared != null) {
            return new SharedAccess(shared::read);
        }
        if (key == null && settings.identityAccounts().contains(account)) {
            return new Entra(identity.tokens());
        }
        return new AccountKey(key != null ? key::read : () -> missing(account));
    }

    private static String missing(String account) {
        throw new IllegalStateException(
                "none of weir.metadata.azure.account-keys, shared-access and identity-accounts names the account "
                        + account);
    }
}
