package io.weir.platform.token;

import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that are not revoked, expired ones among them. */
public interface Tokens {

    /**
     * A token.
     *
     * @param secretHash as {@link TokenText#hash} gives it
     * @param roles that its user has
     */
    record Kept(ApiToken token, String secretHash, List<String> roles) {}

    /**
     * Adds a token.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_EXISTS} when the name is taken
     */
    void add(ApiToken token, String secretHash);

    Optional<Kept> findById(String id);

    Optional<ApiToken> find(String name);

    /**
     * Tokens in the order of their names.
     *
     * @param after names up to this one are left out; null begins at the first
     */
    List<ApiToken> list(@Nullable String after, int limit);

    /** Makes a token void for good; false where there is none of this id, or it was revoked before. */
    boolean revoke(String id);
}
