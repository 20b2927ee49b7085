package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectBody;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One object on its way to S3. One part of it at a time is on the local disk, where it can be sent again when S3 fails; no more
 * than a buffer is in memory. What is small goes in one piece, when it is known to be what was meant.
 */
final class S3Upload implements AutoCloseable {

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final PartSizes sizes;
    private final @Nullable String replaced;
    private final PartFile part;
    private final List<CompletedPart> sent = new ArrayList<>();
    private @Nullable String uploadId;

    /** @param replaced the tag of the object whose place alone it takes; null where it takes any's */
    S3Upload(S3Client client, String bucket, String key, PartSizes sizes, @Nullable String replaced)
            throws IOException {
        this.replaced = replaced;
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.sizes = sizes;
        this.part = PartFile.create();
    }

    /**
     * Sends all of a body.
     *
     * @param sha256 that it must have; null where nobody said
     * @return the SHA-256 that it has
     */
    String send(ObjectBody body, @Nullable String sha256) throws IOException {
        if (part.fill(body, sizes.of(1)) < sizes.of(1)) {
            String found = body.verified(sha256);
            client.putObject(
                    put -> put.bucket(bucket).key(key).contentMD5(part.md5()).ifMatch(replaced), part.content());
            return found;
        }
        String id = client.createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
        uploadId = id;
        int number = 1;
        do {
            sent.add(send(id, number));
            number++;
        } while (part.fill(body, size(number)) > 0);
        String found = body.verified(sha256);
        client.completeMultipartUpload(complete -> complete.bucket(bucket)
                .key(key)
                .uploadId(id)
                .ifMatch(replaced)
                .multipartUpload(upload -> upload.parts(sent)));
        uploadId = null;
        return found;
    }

    private CompletedPart send(String id, int number) {
        String etag = client.uploadPart(
                        upload -> upload.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(part.md5()),
                        part.content())
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private long size(int number) {
        long size = sizes.of(number);
        if (size == 0) {
            throw new ProblemException(CommonProblem.CONTENT_TOO_LARGE, "S3 takes no more than 10,000 parts");
        }
        return size;
    }

    /** Has S3 forget the parts of what did not become an object. */
    @Override
    public void close() throws IOException {
        try (part) {
            String id = uploadId;
            if (id != null) {
                client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(id));
            }
        }
    }
}
