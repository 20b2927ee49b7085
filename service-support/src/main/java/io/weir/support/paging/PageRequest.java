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
 * @param list mark of the list, which the tokens of its pages bear; empty where nobody called by HTTP
 * @param prefix that keys begin with; empty for all of them
 */
public record PageRequest(int limit, @Nullable String after, String list, String prefix) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAXIMUM_LIMIT = 1000;
    private static final int LONGEST_PREFIX = 1000;

    /** Of who does not call by HTTP. */
    public PageRequest(int limit, @Nullable String after) {
        this(limit, after, "", "");
    }

    /**
     * Reads the query parameters {@code limit} and {@code pageToken} of the call in hand; either may be absent.
     *
     * @throws ProblemException if the limit is out of range, or the token is not one of this very list
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String pageToken) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > MAXIMUM_LIMIT) {
            throw ProblemException.invalid("limit", "is out of range", rows, "1 to " + MAXIMUM_LIMIT);
        }
        String list = AskedList.mark();
        return new PageRequest(rows, pageToken == null ? null : key(list, pageToken), list, "");
    }

    /**
     * The same with the query parameter {@code prefix}.
     *
     * @throws ProblemException also if no key can begin so
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String pageToken, @Nullable String prefix) {
        PageRequest page = of(limit, pageToken);
        String begin = prefix == null ? "" : prefix;
        if (begin.length() > LONGEST_PREFIX || begin.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "prefix",
                    "is no beginning of a name",
                    begin.length() + " characters",
                    "up to 1,000, without a zero");
        }
        return new PageRequest(page.limit, page.after, page.list, begin);
    }

    /** The key after which the page begins, or what is before all keys. */
    public String afterOrFirst() {
        return after == null ? "" : after;
    }

    /** How many rows are read: one more, which tells of another page. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The token of the page that begins after a key. */
    public String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((list + key).getBytes(StandardCharsets.UTF_8));
    }

    /** As much as there may be of the same list after a key. */
    PageRequest largest(String key) {
        return new PageRequest(MAXIMUM_LIMIT, key, list, prefix);
    }

    private static String key(String list, String token) {
        String text = text(token);
        // A zero no key has, and no database takes.
        if (text == null || !text.startsWith(list) || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
        }
        return text.substring(list.length());
    }

    private static @Nullable String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
