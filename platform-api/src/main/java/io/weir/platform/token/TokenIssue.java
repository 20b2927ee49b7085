package io.weir.platform.token;

import io.weir.platform.ownership.Estates;
import io.weir.support.access.NewOwner;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Scope;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands tokens out and takes them back. */
@Component
public class TokenIssue {

    private static final String INSTALLATION = "installation";

    private final Tokens tokens;
    private final KnownTokens known;
    private final Estates estates;
    private final Clock clock = Clock.systemUTC();

    TokenIssue(Tokens tokens, KnownTokens known, Estates estates) {
        this.estates = estates;
        this.tokens = tokens;
        this.known = known;
    }

    /** A token with the only copy of its text. */
    public record Issued(ApiToken token, TokenText text) {}

    /** What a token is to be; see {@link ApiToken}. */
    public record Wanted(
            String name, Scope scope, @Nullable String user, Map<String, String> properties, Instant expiresAt) {}

    /**
     * Makes a token.
     *
     * @param owner who answers for it from then on
     * @throws ProblemException {@link TokenProblem#TOKEN_EXISTS} when the name is taken; 503 while services do not know that the
     *     token before of this name is gone
     */
    public Issued issue(Wanted wanted, String owner, String createdBy) {
        estates.awaitReleased(CallerKind.TOKEN.named(wanted.name()));
        return issue(TokenText.make(), wanted, owner, createdBy);
    }

    /** Takes a text that the installation made for its first administrator; its id may never have been another's. */
    void issue(TokenText text, String name, Duration life) {
        Instant end = clock.instant().plus(life);
        issue(text, new Wanted(name, Scope.ADMIN, null, Map.of(), end), NewOwner.PLATFORM, INSTALLATION);
    }

    private Issued issue(TokenText text, Wanted wanted, String owner, String createdBy) {
        // What Postgres can hold, so that what is answered now equals what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = wanted.expiresAt().truncatedTo(ChronoUnit.MICROS);
        ApiToken token = new ApiToken(
                text.id(),
                wanted.name(),
                wanted.scope(),
                wanted.user(),
                wanted.properties(),
                owner,
                createdBy,
                now,
                end,
                now,
                0);
        tokens.add(token, text.hash());
        return new Issued(token, text);
    }

    /**
     * Has a token end at another time, with other properties: for this gateway with the return of this call, for its other
     * replicas within a second.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_EXPIRED} of one that has ended, which stays so; or when it is no
     *     longer the one that was read
     */
    public ApiToken update(ApiToken read, Instant expiresAt, Map<String, String> properties) {
        if (read.isExpired(clock.instant())) {
            throw new ProblemException(
                    TokenProblem.TOKEN_EXPIRED, "The token '" + read.name() + "' has expired; create another one");
        }
        boolean updated = tokens.update(read, expiresAt.truncatedTo(ChronoUnit.MICROS), properties);
        known.forget(read.id());
        if (!updated) {
            throw ProblemException.stale("token", read.name());
        }
        return tokens.get(read.name());
    }

    /**
     * Makes a token void: for this gateway with the return of this call, for its other replicas within a second.
     *
     * @param onlyAsRead whether to leave it where it was changed since it was read
     * @throws ProblemException when it is to be left, and is no longer the one that was read
     */
    public void revoke(ApiToken read, boolean onlyAsRead) {
        boolean revoked = tokens.revoke(read, onlyAsRead);
        known.forget(read.id());
        if (!revoked && onlyAsRead) {
            throw ProblemException.stale("token", read.name());
        }
    }
}
