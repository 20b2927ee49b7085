package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectName;
import io.weir.support.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3 that all objects lie below.
 *
 * @param prefix of all keys; empty, or with a slash at its end
 */
record S3Location(String bucket, String prefix) {

    private static final Pattern FORM =
            Pattern.compile("s3[an]?://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9_=-][A-Za-z0-9_=.-]*)*)/?");
    private static final int LONGEST_KEY = 1024;

    /** @throws IllegalArgumentException what is wrong; not the text, in which somebody may have put credentials */
    static S3Location parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "weir.lineage.objects.location must be s3://bucket or s3://bucket/prefix,"
                            + " of letters, digits, '.', '-', '_' and '=', without credentials");
        }
        String path = matcher.group(2);
        return new S3Location(matcher.group(1), path.isEmpty() ? "" : path.substring(1) + "/");
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
