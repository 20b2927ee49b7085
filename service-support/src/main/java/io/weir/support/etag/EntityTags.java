package io.weir.support.etag;

import org.springframework.http.ResponseEntity;

/** Strong entity tags made of a resource's version. */
public final class EntityTags {

    private EntityTags() {}

    /** The tag of a resource at a version, with its quotes, for {@code ResponseEntity.eTag}. */
    public static String of(long version) {
        return of(Long.toString(version));
    }

    /** The tag of a resource whose version is a text. */
    public static String of(String version) {
        return "\"" + version + "\"";
    }

    /** A resource at a version, with its tag. */
    public static <T> ResponseEntity<T> ok(long version, T resource) {
        return ResponseEntity.ok().eTag(of(version)).body(resource);
    }
}
