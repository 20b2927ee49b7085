package io.weir.support.identity;

import java.time.Instant;
import java.util.List;
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
     * What a token that was found here says itself, for what goes on after the call; none where it is of another kind, or is looked up each
     * time.
     */
    default Optional<Statement> statement(String token) {
        return Optional.empty();
    }

    /**
     * What a token says itself.
     *
     * @param end when it ends
     * @param roles that it names, whether there are such or not
     */
    record Statement(Instant end, List<String> roles) {}
}
