package io.weir.metadata.storage;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredObjects;
import io.weir.delta.storage.s3.S3Objects;
import io.weir.metadata.MetadataSettings;
import io.weir.support.s3.BucketPlace;
import io.weir.support.s3.S3Access;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.s3.S3Client;

/** Tables lie in folders that this process and every reader can reach, and in buckets of S3. */
final class TableStores implements ObjectStores, AutoCloseable {

    /** Beyond them the mirror's own pauses take over, which hold no table meanwhile. */
    private static final int ATTEMPTS = 3;

    private final MetadataSettings.S3 settings;
    private @Nullable S3Client client;

    private TableStores(MetadataSettings.S3 settings) {
        this.settings = settings;
    }

    /** A service that may use a bucket and cannot says so when it starts. */
    static TableStores of(MetadataSettings.Metadata settings) {
        TableStores stores = new TableStores(settings.s3());
        if (settings.allowedRoots().stream()
                .anyMatch(root -> BucketPlace.parse(root).isPresent())) {
            stores.client();
        }
        return stores;
    }

    @Override
    public StoredObjects at(String location) {
        Optional<BucketPlace> place = BucketPlace.parse(location);
        return place.isPresent()
                ? new S3Objects(client(), place.get().bucket(), place.get().prefix())
                : new LocalObjects(Path.of(location));
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
