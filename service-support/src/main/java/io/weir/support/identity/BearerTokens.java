package io.weir.support.identity;

import java.time.Instant;
import java.util.Optional;

/** One kind of token that callers may bring. A service that takes more kinds than signed ones adds a bean of this. */
public interface BearerTokens {

    /**
     * Who brings a token; none where it is not of this kind, not genuine, expired or revoked: who presents it is not told
     * which.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    Optional<Identity> find(String token);

    /**
     * When a token ends that was found here, and says so itself; none where it is of another kind, or is looked up each time.
     */
    default Optional<Instant> end(String token) {
        return Optional.empty();
    }
}
