package io.weir.support.google;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket of Google Cloud Storage, which objects lie below.
 *
 * @param prefix of all their names; empty, or with a slash at its end
 */
public record GooglePlace(String bucket, String prefix) {

    /** What {@link #parse} takes, in words. */
    public static final String FORM =
            "gs://bucket or gs://bucket/prefix, of letters, digits, '.', '-', '_' and '=', without credentials";

    private static final Pattern PATTERN =
            Pattern.compile("gs://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])((?:/[A-Za-z0-9_=-][A-Za-z0-9_=.-]*)*)/?");

    /** Empty if it is not of that {@link #FORM}; no part of a prefix leads anywhere else. */
    public static Optional<GooglePlace> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        return matcher.matches()
                ? Optional.of(new GooglePlace(matcher.group(1), matcher.group(2).replaceFirst("^/(.*)$", "$1/")))
                : Optional.empty();
    }

    /** Whether it lies below another one, and is not that one itself. */
    public boolean isBelow(GooglePlace other) {
        return !equals(other) && bucket.equals(other.bucket) && prefix.startsWith(other.prefix);
    }

    /** The one way to write it, without a slash at its end. */
    public String uri() {
        return ("gs://" + bucket + "/" + prefix).replaceFirst("/$", "");
    }
}
