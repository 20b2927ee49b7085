package io.weir.test.s3;

import java.io.IOException;
import java.util.List;

/** A server that speaks as S3 does; there are uploads in parts, too. No signature is looked at, unless a test does by {@link #letIn}. */
public final class S3Server extends ObjectServer {

    private final Bucket bucket = new Bucket(objects);

    public S3Server() {
        // Where the SDK looks first, as it would into the environment.
        System.setProperty("aws.accessKeyId", "nobody");
        System.setProperty("aws.secretAccessKey", "knows");
    }

    @Override
    Answer answer(Call call) throws IOException {
        if (!isWelcome(call)) {
            return Answer.error(403, "SignatureDoesNotMatch");
        }
        return call.bucket().equals(BUCKET) ? bucket.answer(call) : Answer.error(404, "NoSuchBucket");
    }

    /** Keys of what was begun in parts and is no object yet. */
    public List<String> uploads() {
        return bucket.uploads.values().stream().map(Bucket.Upload::key).toList();
    }

    /** Deletes an object no more, or again, when it is told to delete many. */
    public void keep(String key, boolean kept) {
        if (kept) {
            bucket.undeletable.add(key);
        } else {
            bucket.undeletable.remove(key);
        }
    }

    @Override
    public void clear() {
        super.clear();
        bucket.undeletable.clear();
        bucket.uploads.clear();
    }
}
