package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.token.TokenIssue;
import io.weir.support.identity.Scope;
import io.weir.support.note.Notes;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a token is created from. */
record CreateTokenRequest(
        @Schema(example = "deploy") String name,

        @Schema(
                description =
                        "READ: calls that change nothing; WRITE: all but who may what and the audit log; ADMIN: all")
        Scope scope,

        @Schema(
                description =
                        "The user whose it is: what its roles were granted then bounds it too, unless its scope is"
                                + " ADMIN",
                example = "ann")
        @Nullable
        String user,

        @Schema(description = "In 90 days unless given; in 366 days at most", example = "2027-01-31T12:00:00Z")
        @Nullable
        Instant expiresAt,

        @Schema(
                description =
                        "Texts about it, by name, which everybody may see who sees the token: nothing that is secret")
        @Nullable
        Map<String, String> properties) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Duration UNLESS_GIVEN = Duration.ofDays(90);

    private String checkedName() {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    name,
                    "1 to 128 letters, digits, '_', '.' and '-', the first a letter or digit");
        }
        return name;
    }

    private Instant checkedExpiry(Instant now) {
        return expiresAt == null ? now.plus(UNLESS_GIVEN) : UpdateTokenRequest.checkedExpiry(expiresAt, now);
    }

    /** @param checkedUser whose it is to be */
    TokenIssue.Wanted wanted(@Nullable String checkedUser) {
        Map<String, String> noted = Notes.NONE.with(null, properties).properties();
        return new TokenIssue.Wanted(checkedName(), scope, checkedUser, noted, checkedExpiry(Instant.now()));
    }
}
