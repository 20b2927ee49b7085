package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.token.ApiToken;
import io.weir.support.note.Notes;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a token is changed; what is left open stays as it is. Its name is whom it speaks for, and its scope what others relied
 * on.
 */
record UpdateTokenRequest(
        @Schema(
                description = "In 366 days at most; only administrators have it end later",
                example = "2027-01-31T12:00:00Z")
        @Nullable
        Instant expiresAt,

        @Schema(description = "All of them, in place of those that there are") @Nullable
        Map<String, String> properties) {

    private static final Duration AT_MOST = Duration.ofDays(366);

    Instant checkedExpiry(ApiToken read, Instant now) {
        return expiresAt == null ? read.expiresAt() : checkedExpiry(expiresAt, now);
    }

    Map<String, String> checkedProperties(ApiToken read) {
        return new Notes("", read.properties()).with(null, properties).properties();
    }

    static Instant checkedExpiry(Instant expiresAt, Instant now) {
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(AT_MOST))) {
            throw ProblemException.invalid(
                    "expiresAt",
                    "is out of range",
                    expiresAt,
                    "later than now, in " + AT_MOST.toDays() + " days at most");
        }
        return expiresAt;
    }
}
