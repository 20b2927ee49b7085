package io.weir.delta.storage.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Names of objects, as keys of a bucket.
 *
 * @param prefix of all keys; empty, or with a slash at its end
 */
record S3Keys(String bucket, String prefix) {

    private static final int LONGEST = 1024;
    private static final List<String> NO_PARTS = List.of("", ".", "..");

    S3Keys {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("'" + prefix + "' has no slash at its end");
        }
    }

    /** @throws IllegalArgumentException if it would lead out of the prefix, or is longer than S3 takes */
    String of(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no object below " + uri(prefix));
        }
        String key = prefix + name;
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("'" + key + "' is longer than the " + LONGEST + " bytes that S3 takes");
        }
        return key;
    }

    /** Whether it is the name of an object, and not of a folder or of what a path leads out of. */
    boolean isName(String name) {
        return Arrays.stream(name.split("/", -1)).noneMatch(NO_PARTS::contains);
    }

    String nameOf(String key) {
        return key.substring(prefix.length());
    }

    String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
