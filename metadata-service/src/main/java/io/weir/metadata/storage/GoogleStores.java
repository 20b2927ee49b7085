package io.weir.metadata.storage;

import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.google.GoogleBucket;
import io.weir.delta.storage.google.GoogleIdentity;
import io.weir.delta.storage.google.GoogleObjects;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.metadata.MetadataSettings;
import io.weir.support.google.GooglePlace;
import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of Google, all reached as one service account: the one whose key is named, or which Google's own variable of the
 * environment names, or that of the machine.
 */
final class GoogleStores {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String METADATA_HOST = "GCE_METADATA_HOST";
    private static final URI GOOGLE = URI.create("https://storage.googleapis.com");

    private final MetadataSettings.Google settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI endpoint;
    private final @Nullable BearerTokens tokens;

    GoogleStores(MetadataSettings.Google settings) {
        this.settings = settings;
        this.endpoint = Optional.ofNullable(settings.endpoint()).orElse(GOOGLE);
        this.tokens = tokens();
    }

    StoredFolders at(GooglePlace place) {
        return new GoogleObjects(
                new GoogleBucket(http, endpoint, place.bucket(), tokens, settings.timeout()), place.prefix());
    }

    /** @throws IllegalStateException if a key is named and is not there; says where it was looked for */
    void require() {
        key().ifPresent(SecretReference::read);
    }

    /** A server that is not Google's, such as an emulator, is not told who calls, unless a key says who. */
    private @Nullable BearerTokens tokens() {
        Optional<SecretReference> key = key();
        if (key.isPresent()) {
            return GoogleIdentity.ofKey(http, key.get()::read, settings.timeout(), Clock.systemUTC());
        }
        String host = String.valueOf(endpoint.getHost());
        boolean isGoogles = host.endsWith(".googleapis.com") && "https".equals(endpoint.getScheme());
        return isGoogles ? GoogleIdentity.ofMachine(http, metadata(), settings.timeout(), Clock.systemUTC()) : null;
    }

    private Optional<SecretReference> key() {
        return Optional.ofNullable(settings.key()).or(() -> Optional.ofNullable(System.getenv(KEY_FILE))
                .filter(file -> !file.isBlank() && settings.endpoint() == null)
                .map(file -> new SecretReference("file:" + file)));
    }

    private static URI metadata() {
        String host = System.getenv(METADATA_HOST);
        return URI.create("http://" + (host == null || host.isBlank() ? "metadata.google.internal" : host));
    }
}
