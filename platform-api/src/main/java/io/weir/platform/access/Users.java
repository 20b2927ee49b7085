package io.weir.platform.access;

import io.weir.platform.dependent.Known;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All users, by name. */
public interface Users {

    /**
     * Adds a user with its roles.
     *
     * @throws ProblemException {@link AccessProblem#USER_EXISTS}, {@link AccessProblem#ROLE_NOT_FOUND}
     */
    void add(User user);

    Optional<User> find(String name);

    /** Users of a page in the order of their names, and one more where there are more. */
    List<User> list(PageRequest page);

    /**
     * Gives a user other roles and properties.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_NOT_FOUND}, or when the user is no longer the one that was read
     */
    User update(User read, List<String> roles, Map<String, String> properties);

    /** Hands a user over; false where it is no longer the one that was read. */
    boolean handOver(User read, String owner);

    /**
     * Removes a user and the grants on it.
     *
     * @param known the tokens that the remover may know of
     * @throws ProblemException {@link AccessProblem#USER_IN_USE} with its tokens, or when it is no longer the one that was read
     */
    void remove(User read, Known known);

    /**
     * Removes a user and makes its tokens void: within a second for who was told of them before.
     *
     * @param known the tokens that the remover may know of
     * @param mustEnd is told each of its tokens, and throws where the remover may not end it
     * @throws ProblemException {@link AccessProblem#USER_IN_USE} where it has tokens that the remover may not know of, what
     *     {@code mustEnd} throws, or when it is no longer the one that was read
     */
    void removeWithTokens(User read, Known known, Consumer<String> mustEnd);

    /** Keeps a user from being removed until the end of the caller's transaction; false where there is none. */
    boolean hold(String name);

    /**
     * The user of this name.
     *
     * @throws ProblemException {@link AccessProblem#USER_NOT_FOUND}
     */
    default User get(String name) {
        return find(name).orElseThrow(() -> ProblemException.notFound(AccessProblem.USER_NOT_FOUND, "user", name));
    }
}
