package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;

/** What of a token is changed: when it ends. Its name is whom it speaks for, and its scope what others relied on. */
record UpdateTokenRequest(
        @Schema(description = "In 366 days at most", example = "2027-01-31T12:00:00Z")
        Instant expiresAt) {

    private static final Duration AT_MOST = Duration.ofDays(366);

    Instant checkedExpiry(Instant now) {
        return checkedExpiry(expiresAt, now);
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
