package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is sorted by the first 200 characters of a name and then by key, as a page token holds it:
 * {@code <key>:<name>}.
 */
public record NamePlace(String name, UUID key) {

    private static final NamePlace START = new NamePlace("", new UUID(0, 0));

    /** The place in a token; the start of the list where there is none. Refuses a token of another list. */
    public static NamePlace read(@Nullable String token) {
        if (token == null) {
            return START;
        }
        int colon = token.indexOf(':');
        try {
            return new NamePlace(token.substring(colon + 1), UUID.fromString(token.substring(0, Math.max(colon, 0))));
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
        }
    }

    /** The token. */
    public String text() {
        return key + ":" + name;
    }
}
