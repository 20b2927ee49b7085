package io.weir.support.etag;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.ResponseEntity;

/** Strong entity tags made of a resource's version, and the {@code If-Match} that compares them (RFC 9110 §13.1.1). */
public final class EntityTags {

    private EntityTags() {}

    /** The tag of a resource at a version, with its quotes, for {@code ResponseEntity.eTag}. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** A resource at a version, with its tag. */
    public static <T> ResponseEntity<T> ok(long version, T resource) {
        return ResponseEntity.ok().eTag(of(version)).body(resource);
    }

    /**
     * As {@link #check}, for what nobody should change without having read it.
     *
     * @throws ProblemException 428 where the header is missing, 412 where none of its tags is the current one
     */
    public static void require(@Nullable String ifMatch, long currentVersion) {
        if (ifMatch == null) {
            throw new ProblemException(
                    CommonProblem.ETAG_MISSING, "If-Match is missing: send the ETag of what was read, or *.");
        }
        check(ifMatch, currentVersion);
    }

    /**
     * Holds a change back where the caller saw another version than the current one. To be called in the transaction of the
     * change, with the row locked.
     *
     * @param ifMatch the header as it came; null where the caller does not care
     * @throws ProblemException 412 where no tag of the header is the current one; the problem's {@code currentETag} is
     */
    public static void check(@Nullable String ifMatch, long currentVersion) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        String current = of(currentVersion);
        boolean matches = ETag.parse(ifMatch).stream()
                .anyMatch(seen -> !seen.weak() && Objects.equals("\"" + seen.tag() + "\"", current));
        if (!matches) {
            throw new ProblemException(
                            CommonProblem.STALE_ETAG,
                            "If-Match is " + ifMatch + ", the resource is at " + current + "; read it again.")
                    .with("currentETag", current);
        }
    }
}
