package io.weir.delta.storage.s3;

import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Objects below a prefix of a bucket. One that must not be there yet is put on that condition ({@code If-None-Match: *}),
 * which S3 decides at once with the write, so that whoever else writes, and whatever was lost on the way, it is made once.
 * S3 shows an object whole or not at all. A bucket without conditional writes, or whose listings are in no order (S3
 * Express One Zone), will not do.
 */
public final class S3Objects implements StoredFolders {

    /** So many tell of most folders whether they are empty: what stands for one comes first. */
    private static final int A_FOLDER_AND_MORE = 2;

    private final S3Client client;
    private final S3Keys keys;
    private final S3Sizes sizes;

    /**
     * The objects below a prefix.
     *
     * @param prefix of all keys; empty, or with a slash at its end
     */
    public S3Objects(S3Client client, String bucket, String prefix) {
        this(client, new S3Keys(bucket, prefix), S3Sizes.USUAL);
    }

    S3Objects(S3Client client, S3Keys keys, S3Sizes sizes) {
        this.client = client;
        this.keys = keys;
        this.sizes = sizes;
    }

    @Override
    public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
        return putIfAbsent(name, new S3Payload.OfBytes(content));
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return putIfAbsent(name, S3Payload.OfFile.of(content));
    }

    /** A refusal says that there is something; only its bytes tell whether a lost answer was ours. */
    private PutOutcome putIfAbsent(String name, S3Payload payload) throws IOException {
        String key = keys.of(name);
        return calling("write", key, () -> {
            if (new S3Upload(client, keys.bucket(), key, sizes).put(payload)) {
                return PutOutcome.CREATED;
            }
            return new S3Download(client, keys.bucket(), key)
                    .compare(payload)
                    .map(equal -> equal ? PutOutcome.EXISTS_EQUAL : PutOutcome.EXISTS_DIFFERENT)
                    .orElseThrow(() -> new StorageException(
                            "Cannot write " + keys.uri(key)
                                    + ": it was there, and then it was not; nothing was written",
                            null));
        });
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        String key = keys.of(name);
        return calling("read", key, () -> new S3Download(client, keys.bucket(), key).bytes());
    }

    @Override
    public boolean download(String name, Path target) throws IOException {
        String key = keys.of(name);
        return calling("read", key, () -> new S3Download(client, keys.bucket(), key).toFile(target, ""));
    }

    @Override
    public boolean download(StoredObject listed, Path target) throws IOException {
        String key = keys.of(listed.name());
        return calling("read", key, () -> new S3Download(client, keys.bucket(), key).toFile(target, listed.version()));
    }

    @Override
    public List<StoredObject> listFrom(String name) throws IOException {
        String from = keys.of(name);
        return calling("list", from, () -> new S3Listing(client, keys, sizes.page()).from(from));
    }

    @Override
    public ObjectPage listAll(String from, int limit) throws IOException {
        S3Listing listing = new S3Listing(client, keys, Math.min(sizes.page(), limit));
        return ObjectPage.upTo(limit, calling("list", keys.prefix(), () -> listing.all(from, limit)));
    }

    @Override
    public FolderPage listFolder(String beginning, String from, int limit) throws IOException {
        S3Listing listing = new S3Listing(client, keys, Math.min(sizes.page(), limit));
        return calling("list", keys.prefix() + beginning, () -> listing.folder(beginning, from));
    }

    @Override
    public boolean isEmpty(String folder) throws IOException {
        String key = keys.of(folder);
        return calling("list", key, () -> new S3Listing(client, keys, A_FOLDER_AND_MORE).isEmpty(key));
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        String key = keys.of(name);
        calling("write", key, () -> new S3Upload(client, keys.bucket(), key, sizes).replace(content));
    }

    @Override
    public void delete(String name) throws IOException {
        String key = keys.of(name);
        calling(
                "delete",
                key,
                () -> client.deleteObject(delete -> delete.bucket(keys.bucket()).key(key)));
    }

    @Override
    public Deletions deleteAllListed(List<String> names) {
        return new S3Deletion(client, keys).of(names).orElseGet(() -> StoredFolders.super.deleteAllListed(names));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T calling(String doing, String key, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (SdkException failed) {
            throw S3Failures.describe("Cannot " + doing + " " + keys.uri(key), failed);
        }
    }
}
