package io.weir.delta.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One object on its way into a bucket. Its pieces carry their MD5, which every server knows, so that what was damaged on
 * the way is refused.
 */
record S3Upload(S3Client client, String bucket, String key, S3Sizes sizes) {

    private static final String IF_NOTHING_IS_THERE = "*";
    private static final int PRECONDITION_FAILED = 412;

    /**
     * Makes the object unless there is one.
     *
     * @return false if there is one
     */
    boolean put(S3Payload payload) throws IOException {
        try {
            if (payload.size() <= sizes.whole()) {
                try (InputStream content = payload.open()) {
                    send(content.readAllBytes(), put -> put.ifNoneMatch(IF_NOTHING_IS_THERE));
                }
            } else {
                sendInParts(payload);
            }
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw refused;
        }
    }

    /** Makes the object whatever there is. */
    S3Upload replace(byte[] content) {
        send(content, put -> {});
        return this;
    }

    private void send(byte[] content, Consumer<PutObjectRequest.Builder> condition) {
        client.putObject(put -> condition.accept(put.bucket(bucket).key(key).contentMD5(md5(content))), body(content));
    }

    /** The pieces are no object until S3 is told that they are all there, on the condition that nothing is. */
    private void sendInParts(S3Payload payload) throws IOException {
        String id = client.createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
        try {
            List<CompletedPart> parts = parts(id, payload);
            client.completeMultipartUpload(complete -> complete.bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .ifNoneMatch(IF_NOTHING_IS_THERE)
                    .multipartUpload(upload -> upload.parts(parts)));
        } catch (SdkException | IOException failed) {
            abort(id, failed);
            throw failed;
        }
    }

    private List<CompletedPart> parts(String id, S3Payload payload) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        try (InputStream content = payload.open()) {
            for (byte[] part = content.readNBytes(sizes.part());
                    part.length > 0;
                    part = content.readNBytes(sizes.part())) {
                parts.add(send(id, parts.size() + 1, part));
            }
        }
        return parts;
    }

    private CompletedPart send(String id, int number, byte[] part) {
        String tag = client.uploadPart(
                        upload -> upload.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(md5(part)),
                        body(part))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Has S3 forget pieces that became no object; if they did and the answer was lost, there is nothing to forget. */
    private void abort(String id, Exception failure) {
        try {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private static RequestBody body(byte[] content) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content), content.length, "application/octet-stream");
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
