package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ids that page tokens of this service hold. */
public final class Tokens {

    private Tokens() {}

    /** The id in a token; null where there is none. Refuses a token of another list. */
    public static @Nullable UUID id(@Nullable String token) {
        return token == null ? null : of(token);
    }

    /** The id in a token. Refuses a token of another list. */
    public static UUID of(String token) {
        try {
            return UUID.fromString(token);
        } catch (IllegalArgumentException notAnId) {
            throw foreign(token);
        }
    }

    /** Tells that a token is not one of this list. */
    public static ProblemException foreign(String token) {
        return ProblemException.invalid(
                "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
    }
}
