package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ids that page tokens of this service hold. */
public final class Tokens {

    private Tokens() {}

    /** The id in a token; null where there is none. Refuses a token of another list. */
    public static @Nullable UUID id(@Nullable String token) {
        try {
            return token == null ? null : UUID.fromString(token);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
        }
    }
}
