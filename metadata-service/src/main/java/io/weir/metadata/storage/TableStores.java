package io.weir.metadata.storage;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.s3.S3Objects;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.storage.StorePlace.InAzure;
import io.weir.metadata.storage.StorePlace.InGoogle;
import io.weir.metadata.storage.StorePlace.InS3;
import io.weir.support.s3.S3Access;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.s3.S3Client;

/** Tables lie in folders that this process and every reader can reach, in buckets of S3 and Google and in containers of Azure. */
final class TableStores implements ObjectStores, AutoCloseable {

    /** Beyond them the mirror's own pauses take over, which hold no table meanwhile. */
    private static final int ATTEMPTS = 3;

    private final MetadataSettings.S3 settings;
    private final AzureStores azure;
    private final GoogleStores google;
    private @Nullable S3Client client;

    private TableStores(MetadataSettings.Metadata settings) {
        this.settings = settings.s3();
        this.azure = new AzureStores(settings.azure());
        this.google = new GoogleStores(settings.google());
    }

    /** A service that may use a bucket or a container and cannot says so when it starts. */
    static TableStores of(MetadataSettings.Metadata settings) {
        TableStores stores = new TableStores(settings);
        settings.allowedRoots().stream()
                .flatMap(root -> StorePlace.parse(root).stream())
                .forEach(stores::require);
        return stores;
    }

    private void require(StorePlace place) {
        if (place instanceof InAzure container) {
            azure.require(container.place().account());
        } else if (place instanceof InGoogle) {
            google.require();
        } else {
            client();
        }
    }

    @Override
    public StoredFolders at(String location) {
        Optional<StorePlace> place = StorePlace.parse(location);
        if (place.isEmpty()) {
            return new LocalObjects(Path.of(location));
        }
        if (place.get() instanceof InAzure container) {
            return azure.at(container.place());
        }
        if (place.get() instanceof InGoogle bucket) {
            return google.at(bucket.place());
        }
        return new S3Objects(
                client(), ((InS3) place.get()).place().bucket(), place.get().prefix());
    }

    /** @throws software.amazon.awssdk.core.exception.SdkClientException without an endpoint, if no region is found */
    private synchronized S3Client client() {
        S3Client made = client;
        if (made == null) {
            made = new S3Access(settings.endpoint(), settings.region(), settings.pathStyle())
                    .client()
                    .overrideConfiguration(set -> set.retryStrategy(RetryMode.STANDARD)
                            .apiCallAttemptTimeout(settings.timeout())
                            .apiCallTimeout(settings.timeout().multipliedBy(ATTEMPTS)))
                    .build();
            client = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
