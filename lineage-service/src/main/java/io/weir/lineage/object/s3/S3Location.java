package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectName;
import io.weir.support.problem.ProblemException;
import io.weir.support.s3.BucketPlace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * A place in S3 that all objects lie below.
 *
 * @param prefix of all keys; empty, or with a slash at its end
 */
record S3Location(String bucket, String prefix) {

    private static final int LONGEST_KEY = 1024;

    /** @throws IllegalArgumentException what is wrong; not the text, in which somebody may have put credentials */
    static S3Location parse(String text) {
        BucketPlace place = BucketPlace.parse(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("weir.lineage.objects.location must be " + BucketPlace.FORM));
        return new S3Location(place.bucket(), place.prefix());
    }

    /**
     * The key of an object; names have no parts that could lead out of the prefix.
     *
     * @throws ProblemException when it is longer than S3 allows
     */
    String key(ObjectName name) {
        String key = prefix + name.bucket() + "/" + name.key();
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw ProblemException.invalid(
                    "object", "is too long", name.key(), "1024 bytes with the bucket and prefix");
        }
        return key;
    }

    /** Where engines read an object. */
    URI uri(String key) {
        try {
            return new URI("s3", bucket, "/" + key, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
