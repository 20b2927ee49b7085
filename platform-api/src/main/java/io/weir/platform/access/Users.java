package io.weir.platform.access;

import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

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
     * Gives a user other roles.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_NOT_FOUND}, or when the user is no longer the one that was read
     */
    User update(User read, List<String> roles);

    /**
     * Removes a user.
     *
     * @throws ProblemException {@link AccessProblem#USER_IN_USE} with its tokens, or when it is no longer the one that was read
     */
    void remove(User read);

    /**
     * The user of this name.
     *
     * @throws ProblemException {@link AccessProblem#USER_NOT_FOUND}
     */
    default User get(String name) {
        return find(name).orElseThrow(() -> ProblemException.notFound(AccessProblem.USER_NOT_FOUND, "user", name));
    }
}
