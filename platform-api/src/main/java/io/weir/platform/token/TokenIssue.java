package io.weir.platform.token;

import io.weir.support.identity.Scope;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands tokens out and takes them back. */
@Component
public class TokenIssue {

    private final Tokens tokens;
    private final KnownTokens known;
    private final Clock clock = Clock.systemUTC();

    TokenIssue(Tokens tokens, KnownTokens known) {
        this.tokens = tokens;
        this.known = known;
    }

    /** A token with the only copy of its text. */
    public record Issued(ApiToken token, TokenText text) {}

    /**
     * Makes a token.
     *
     * @param user whose grants bound it; null for a token that its scope alone bounds
     * @throws ProblemException {@link TokenProblem#TOKEN_EXISTS} when the name is taken
     */
    public Issued issue(String name, Scope scope, @Nullable String user, Instant expiresAt, String createdBy) {
        return issue(TokenText.make(), name, scope, user, expiresAt, createdBy);
    }

    /** Takes a text that others made; its id may never have been another's. */
    void issue(TokenText text, String name, Scope scope, Duration life, String createdBy) {
        issue(text, name, scope, null, clock.instant().plus(life), createdBy);
    }

    private Issued issue(
            TokenText text, String name, Scope scope, @Nullable String user, Instant expiresAt, String createdBy) {
        // What Postgres can hold, so that what is answered now equals what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = expiresAt.truncatedTo(ChronoUnit.MICROS);
        ApiToken token = new ApiToken(text.id(), name, scope, user, createdBy, now, end, now, 0);
        tokens.add(token, text.hash());
        return new Issued(token, text);
    }

    /**
     * What is known of a token.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_NOT_FOUND}
     */
    public ApiToken get(String name) {
        return tokens.find(name)
                .orElseThrow(() -> ProblemException.notFound(TokenProblem.TOKEN_NOT_FOUND, "token", name));
    }

    /**
     * Has a token end at another time: for this gateway with the return of this call, for its other replicas within a second.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_EXPIRED} of one that has ended, which stays so; or when it is no
     *     longer the one that was read
     */
    public ApiToken extend(ApiToken read, Instant expiresAt) {
        if (read.isExpired(clock.instant())) {
            throw new ProblemException(
                    TokenProblem.TOKEN_EXPIRED, "The token '" + read.name() + "' has expired; create another one");
        }
        boolean updated = tokens.update(read, expiresAt.truncatedTo(ChronoUnit.MICROS));
        known.forget(read.id());
        if (!updated) {
            throw ProblemException.stale("token", read.name());
        }
        return get(read.name());
    }

    /**
     * Makes a token void: for this gateway with the return of this call, for its other replicas within a second.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_NOT_FOUND}
     */
    public void revoke(String name) {
        ApiToken token = get(name);
        tokens.revoke(token.id());
        known.forget(token.id());
    }
}
