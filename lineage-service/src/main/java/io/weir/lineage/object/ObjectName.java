package io.weir.lineage.object;

import io.weir.support.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of an object. What could lead out of its bucket, or means different things to different file systems, is no
 * name.
 *
 * @param bucket 3 to 63 lower case letters, digits, full stops and hyphens
 * @param key segments with slashes between
 */
public record ObjectName(String bucket, String key) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern SEGMENT = Pattern.compile("[^\\p{Cntrl}\\\\/:]+");
    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_SEGMENT = 200;

    /** Refuses what is no name. */
    public ObjectName {
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw ProblemException.invalid(
                    "bucket", "is no bucket's name", bucket, "3 to 63 lower case letters, digits, . and -");
        }
        List<String> segments = List.of(key.split("/", -1));
        if (length(key) > LONGEST_KEY || !segments.stream().allMatch(ObjectName::isSegment)) {
            throw ProblemException.invalid(
                    "object",
                    "is no object's name",
                    key,
                    "up to 1024 bytes; parts without \\, : and control characters, none of them '.', '..' or empty");
        }
    }

    private static boolean isSegment(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && length(segment) <= LONGEST_SEGMENT
                && SEGMENT.matcher(segment).matches();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
