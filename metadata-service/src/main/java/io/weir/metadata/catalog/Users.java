package io.weir.metadata.catalog;

import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.List;

/**
 * Who keeps a database or a schema from being removed.
 *
 * @param named those that the remover may know of, with what they are; 100 at most
 * @param others how many there are beside them
 */
record Users(List<String> named, int others) {

    private static final int MOST = 100;

    /** Names those that may be known. */
    static Users of(Known known, List<List<User>> users) {
        List<User> all = users.stream().flatMap(Collection::stream).toList();
        List<String> named = all.stream()
                .filter(known::test)
                .limit(MOST)
                .map(user -> user.label() + " " + user.name())
                .toList();
        return new Users(named, all.size() - named.size());
    }

    /**
     * Keeps what somebody uses.
     *
     * @param what it is, as in {@code The schema 'weir.sales'}
     */
    void keep(ProblemCode code, String what) {
        if (!named.isEmpty() || others > 0) {
            String more = others == 0 ? "" : (named.isEmpty() ? "" : " and ") + others + " that are not named";
            throw new ProblemException(code, what + " is used by " + String.join(", ", named) + more)
                    .with("users", named)
                    .with("otherUsers", others);
        }
    }
}
