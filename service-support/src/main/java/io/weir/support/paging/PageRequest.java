package io.weir.support.paging;

import io.weir.support.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit rows to return at most, 1 to {@link #MAXIMUM_LIMIT}
 * @param after the key after which the page begins; null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAXIMUM_LIMIT = 1000;

    /** Reads the query parameters {@code limit} and {@code pageToken}; either may be absent. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String pageToken) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > MAXIMUM_LIMIT) {
            throw ProblemException.invalid("limit", "is out of range", rows, "1 to " + MAXIMUM_LIMIT);
        }
        return new PageRequest(rows, pageToken == null ? null : decode(pageToken));
    }

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        String key = text(token);
        // Which no key has, and no database takes.
        if (key == null || key.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
        }
        return key;
    }

    private static @Nullable String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
