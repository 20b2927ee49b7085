package io.weir.support.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket, which objects lie below.
 *
 * @param prefix of all their keys; empty, or with a slash at its end
 */
public record BucketPlace(String bucket, String prefix) {

    /** What {@link #parse} takes, in words. */
    public static final String FORM =
            "s3://bucket or s3://bucket/prefix, of letters, digits, '.', '-', '_' and '=', without credentials";

    private static final Pattern PATTERN =
            Pattern.compile("s3[an]?://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9_=-][A-Za-z0-9_=.-]*)*)/?");

    /** Empty if it is not of that {@link #FORM}; no part of a prefix leads anywhere else. */
    public static Optional<BucketPlace> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group(2);
        return Optional.of(new BucketPlace(matcher.group(1), path.isEmpty() ? "" : path.substring(1) + "/"));
    }

    /** Whether it lies below another one, and is not that one itself. */
    public boolean isBelow(BucketPlace other) {
        return bucket.equals(other.bucket) && prefix.startsWith(other.prefix) && !prefix.equals(other.prefix);
    }

    /** The one way to write it: {@code s3://bucket/prefix}, without a slash at its end. */
    public String uri() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }
}
