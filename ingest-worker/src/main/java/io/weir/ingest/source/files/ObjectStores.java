package io.weir.ingest.source.files;

import io.weir.delta.storage.azure.AzureContainer;
import io.weir.delta.storage.azure.AzureCredentials;
import io.weir.delta.storage.azure.AzureObjects;
import io.weir.delta.storage.google.GoogleBucket;
import io.weir.delta.storage.google.GoogleIdentity;
import io.weir.delta.storage.google.GoogleObjects;
import io.weir.delta.storage.s3.S3Objects;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.ContainerPlace;
import io.weir.support.google.GooglePlace;
import io.weir.support.s3.BucketPlace;
import io.weir.support.s3.S3Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Signs in to stores of objects with what a store of the platform names, and never as the worker itself. A secret is asked for with
 * each call, so that one that is exchanged counts for the next.
 */
final class ObjectStores {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final URI GOOGLE = URI.create("https://storage.googleapis.com");

    private final SourceSecrets secrets;
    private final TokenServices tokenServices;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ObjectStores(SourceSecrets secrets, TokenServices tokenServices) {
        this.secrets = secrets;
        this.tokenServices = tokenServices;
    }

    /**
     * The store that a request's files lie in.
     *
     * @param timeout of one attempt at a call, of four at most
     */
    ObjectStore of(SourceRequest request, Duration timeout) {
        StoreAddress store = request.broker();
        String path = request.brokers();
        return BucketPlace.parse(path)
                .map(place -> s3(store, place, timeout))
                .or(() -> ContainerPlace.parse(path).map(place -> azure(store, place, timeout)))
                .or(() -> GooglePlace.parse(path).map(place -> google(store, place, timeout)))
                .orElseThrow(
                        () -> new SourceException("store " + store.name() + ": " + path + " is neither a folder, nor "
                                + BucketPlace.FORM + ", nor " + ContainerPlace.FORM + ", nor " + GooglePlace.FORM));
    }

    private ObjectStore s3(StoreAddress store, BucketPlace place, Duration timeout) {
        URI endpoint = endpoint(store);
        String id = required(store, StoreAddress.ACCESS_KEY_ID);
        S3Client client = new S3Access(endpoint, store.property(StoreAddress.REGION), endpoint != null)
                .client(timeout)
                .credentialsProvider(
                        () -> AwsBasicCredentials.create(id, secret(store, StoreAddress.SECRET_ACCESS_KEY)))
                .build();
        return new ObjectStore(
                place.uri(), prefix -> new S3Objects(client, place.bucket(), prefix), place.prefix(), client::close);
    }

    private ObjectStore azure(StoreAddress store, ContainerPlace place, Duration timeout) {
        URI own = endpoint(store);
        AzureContainer container = new AzureContainer(
                http,
                own == null ? URI.create("https://" + place.account() + ".blob.core.windows.net") : own,
                place.account(),
                place.container(),
                azureCredentials(store),
                timeout);
        return new ObjectStore(place.uri(), prefix -> new AzureObjects(container, prefix), place.prefix(), () -> {});
    }

    private AzureCredentials azureCredentials(StoreAddress store) {
        return store.property(StoreAddress.SHARED_ACCESS) == null
                ? new AzureCredentials.AccountKey(() -> secret(store, StoreAddress.ACCOUNT_KEY))
                : new AzureCredentials.SharedAccess(() -> secret(store, StoreAddress.SHARED_ACCESS));
    }

    private ObjectStore google(StoreAddress store, GooglePlace place, Duration timeout) {
        URI own = endpoint(store);
        GoogleBucket bucket = new GoogleBucket(
                http,
                own == null ? GOOGLE : own,
                place.bucket(),
                GoogleIdentity.ofKey(
                        http,
                        () -> tokenServices.required(store.name(), secret(store, StoreAddress.SERVICE_ACCOUNT_KEY)),
                        timeout,
                        Clock.systemUTC()),
                timeout);
        return new ObjectStore(place.uri(), prefix -> new GoogleObjects(bucket, prefix), place.prefix(), () -> {});
    }

    private static @Nullable URI endpoint(StoreAddress store) {
        String text = store.property(StoreAddress.ENDPOINT);
        return text == null ? null : URI.create(text);
    }

    private String secret(StoreAddress store, String property) {
        return secrets.read(required(store, property), "the " + property + " of store " + store.name());
    }

    private static String required(StoreAddress store, String property) {
        String value = store.property(property);
        if (value == null) {
            throw new SourceException("store " + store.name() + " has no " + property);
        }
        return value;
    }
}
