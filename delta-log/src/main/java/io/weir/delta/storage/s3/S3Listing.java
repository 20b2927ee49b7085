package io.weir.delta.storage.s3;

import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What lies in a folder of a bucket, a page at a time; what lies in folders within is not even counted. */
record S3Listing(S3Client client, S3Keys keys, int page) {

    /** The objects whose keys are equal to one or behind it, in the folder of that one. */
    List<StoredObject> from(String key) {
        String folder = key.substring(0, key.lastIndexOf('/') + 1);
        return client
                .listObjectsV2Paginator(list -> list.bucket(keys.bucket())
                        .prefix(folder)
                        .delimiter("/")
                        .startAfter(before(key))
                        .maxKeys(page))
                .contents()
                .stream()
                .filter(object -> object.key().compareTo(key) >= 0)
                .map(object -> stored(object))
                .sorted(Comparator.comparing(StoredObject::name))
                .toList();
    }

    /** All objects behind a name, in S3's order: that of the bytes of their keys. What stands for a folder is no object. */
    List<StoredObject> all(String after, int limit) {
        return client
                .listObjectsV2Paginator(list -> list.bucket(keys.bucket())
                        .prefix(keys.prefix())
                        .startAfter(keys.prefix() + after)
                        .maxKeys(page))
                .contents()
                .stream()
                .filter(object -> keys.isName(keys.nameOf(object.key())))
                .limit(limit)
                .map(object -> stored(object))
                .toList();
    }

    /** A page of what lies in a folder. What stands for a folder is no object. */
    FolderPage folder(String beginning, String token) {
        ListObjectsV2Response listed = client.listObjectsV2(list -> list.bucket(keys.bucket())
                .prefix(keys.prefix() + beginning)
                .delimiter("/")
                .continuationToken(token.isEmpty() ? null : token)
                .maxKeys(page));
        List<String> folders = listed.commonPrefixes().stream()
                .map(folder -> keys.nameOf(folder.prefix()))
                .filter(folder -> keys.isName(folder.substring(0, folder.length() - 1)))
                .toList();
        List<StoredObject> objects = listed.contents().stream()
                .filter(object -> keys.isName(keys.nameOf(object.key())))
                .map(object -> stored(object))
                .toList();
        return new FolderPage(folders, objects, Objects.requireNonNullElse(listed.nextContinuationToken(), ""));
    }

    private StoredObject stored(S3Object object) {
        return new StoredObject(
                keys.nameOf(object.key()),
                object.size(),
                object.lastModified(),
                Objects.requireNonNullElse(object.eTag(), ""));
    }

    /** A key that is before another, with few keys between the two if any: S3 lists what is after one, without it. */
    private static String before(String key) {
        int end = key.length() - 1;
        char last = key.charAt(end);
        String start = key.substring(0, end);
        return last > '!' && last <= '~' ? start + (char) (last - 1) + "~" : start;
    }

    /** Whether there is nothing but what stands for a folder. */
    boolean isEmpty(String folder) {
        return client
                .listObjectsV2Paginator(
                        list -> list.bucket(keys.bucket()).prefix(folder + "/").maxKeys(page))
                .contents()
                .stream()
                .noneMatch(object -> keys.isName(keys.nameOf(object.key())));
    }
}
