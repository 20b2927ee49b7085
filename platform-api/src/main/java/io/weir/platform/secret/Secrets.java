package io.weir.platform.secret;

import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All secrets of the platform, by name, as they are stored: sealed. */
public interface Secrets {

    /**
     * Adds a secret.
     *
     * @throws ProblemException {@link SecretProblem#SECRET_EXISTS} when the name is taken
     */
    void add(Secret secret, byte[] sealed);

    Optional<Secret> find(String name);

    /** The sealed value of a secret; none where it is gone. */
    Optional<Kept> findKept(String name);

    /** Secrets of a page in the order of their names, and one more where there are more. */
    List<Secret> list(PageRequest page);

    /** Secrets that another key than this one sealed, in the order of their names. */
    List<Kept> sealedByOthers(String keyId, String after, int limit);

    /** How many secrets another key than this one sealed. */
    long countSealedByOthers(String keyId);

    /** Puts a secret in place of the one that was read; false where that is no longer the current one. */
    boolean replace(Secret read, Secret changed, byte[] sealed);

    /** Gives a secret other properties; false where it is no longer the one that was read. */
    boolean note(Secret read, Map<String, String> properties);

    /** Hands a secret over; false where it is no longer the one that was read. */
    boolean handOver(Secret read, String owner);

    /** Keeps a secret from being removed until the end of the caller's transaction; false where there is none. */
    boolean hold(String name);

    /** Removes a secret; false where it is no longer the one that was read. */
    boolean remove(Secret read);

    /**
     * The secret of this name.
     *
     * @throws ProblemException {@link SecretProblem#SECRET_NOT_FOUND}
     */
    default Secret get(String name) {
        return find(name).orElseThrow(() -> SecretProblem.notFound(name));
    }
}
