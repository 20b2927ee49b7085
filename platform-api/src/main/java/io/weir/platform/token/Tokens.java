package io.weir.platform.token;

import io.weir.platform.access.AccessProblem;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @throws ProblemException {@link TokenProblem#TOKEN_EXISTS} when the name is taken,
     *     {@link AccessProblem#USER_NOT_FOUND} where its user is gone
     */
    void add(ApiToken token, String secretHash);

    Optional<Kept> findById(String id);

    Optional<ApiToken> find(String name);

    /** Tokens of a page in the order of their names, and one more where there are more. */
    List<ApiToken> list(PageRequest page);

    /**
     * Has a token end at another time, with other properties; false where it is no longer the one that was read, or it was
     * revoked.
     */
    boolean update(ApiToken read, Instant expiresAt, Map<String, String> properties);

    /** Hands a token over; false where it is no longer the one that was read, or it was revoked. */
    boolean handOver(ApiToken read, String owner);

    /**
     * Makes a token void for good, and takes back what was granted on it; false where it was revoked before.
     *
     * @param onlyAsRead whether to leave it, and answer false, where it was changed since it was read
     */
    boolean revoke(ApiToken read, boolean onlyAsRead);

    /**
     * The token of this name.
     *
     * @throws ProblemException {@link TokenProblem#TOKEN_NOT_FOUND}
     */
    default ApiToken get(String name) {
        return find(name).orElseThrow(() -> ProblemException.notFound(TokenProblem.TOKEN_NOT_FOUND, "token", name));
    }
}
