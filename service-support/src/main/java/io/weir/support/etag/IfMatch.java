package io.weir.support.etag;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What a caller says it has read of the resource that it changes, replaces or deletes: its {@code If-Match} (RFC 9110 §13.1.1). An
 * operation on something that has an entity tag takes one as a parameter and checks it; all others refuse every tag.
 */
public final class IfMatch {

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final @Nullable String header;

    private IfMatch(@Nullable String header) {
        this.header = header;
    }

    static IfMatch of(HttpServletRequest request) {
        String header = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)).stream()
                .collect(Collectors.joining(", "));
        return new IfMatch(header.isEmpty() || header.strip().equals("*") ? null : header);
    }

    /** Whether it asks for anything. */
    public boolean isCondition() {
        return header != null;
    }

    /**
     * Holds a change back where the caller saw another version than the current one. To be called of what the change is then made
     * of, so that of two at once one is held back by that.
     *
     * @throws ProblemException 412 where no tag of the header is the current one; the problem's {@code currentETag} is
     */
    public void check(long currentVersion) {
        check(EntityTags.of(currentVersion));
    }

    /** As {@link #check(long)}, for a version that costs something to learn. */
    public void check(LongSupplier currentVersion) {
        if (header != null) {
            check(currentVersion.getAsLong());
        }
    }

    /**
     * Does what reads something, {@link #check(long) checks} it and changes it. Whoever names no version means what is there: where somebody
     * else changed it in between, all of that is done again.
     *
     * @throws ProblemException what the change throws; 503 where others are faster each time
     */
    public <T> T change(Supplier<T> change) {
        ProblemException overtaken = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return change.get();
            } catch (ProblemException failed) {
                if (header != null || failed.problem() != CommonProblem.STALE_ETAG) {
                    throw failed;
                }
                overtaken = failed;
            }
        }
        throw ProblemException.unavailable("Others change it without a pause; try again later", RETRY_AFTER, overtaken);
    }

    /** As {@link #change}, for what leaves nothing to answer. */
    public void remove(Runnable removal) {
        change(() -> {
            removal.run();
            return true;
        });
    }

    /**
     * As {@link #check(long)}, for a tag that is not of a number.
     *
     * @param current with its quotes; null where the resource has none, which no tag is the same as
     */
    public void check(@Nullable String current) {
        if (header == null) {
            return;
        }
        boolean matches = ETag.parse(header).stream()
                .anyMatch(seen -> !seen.weak() && EntityTags.of(seen.tag()).equals(current));
        if (!matches) {
            throw stale(header, current);
        }
    }

    /**
     * For an operation that compares no tags, whether what it is about has one or not.
     *
     * @throws ProblemException 412 where the header has any
     */
    void checkNone() {
        if (header != null) {
            throw new ProblemException(
                    CommonProblem.STALE_ETAG,
                    "If-Match is " + header + ", and this operation compares no tags: leave it out, or send *.");
        }
    }

    private static ProblemException stale(String header, @Nullable String current) {
        if (current == null) {
            return new ProblemException(
                    CommonProblem.STALE_ETAG,
                    "If-Match is " + header + ", and this has no ETag: leave it out, or send *.");
        }
        return new ProblemException(
                        CommonProblem.STALE_ETAG,
                        "If-Match is " + header + ", the resource is at " + current + "; read it again.")
                .with("currentETag", current);
    }
}
