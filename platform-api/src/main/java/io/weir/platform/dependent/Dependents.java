package io.weir.platform.dependent;

import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who uses a thing, as its remover may know it.
 *
 * @param seen those that it may know of, each with its kind, as in {@code pipeline orders}; 100 at most
 * @param others how many there are beside them
 */
public record Dependents(List<String> seen, int others) {

    private static final int NAMED = 100;

    public Dependents {
        seen = List.copyOf(seen);
    }

    /** Names those that may be known and counts the others. */
    public static Dependents of(List<Dependent> users, Known known) {
        List<String> seen = users.stream()
                .filter(known::test)
                .limit(NAMED)
                .map(Dependent::text)
                .toList();
        return new Dependents(seen, users.size() - seen.size());
    }

    /**
     * Keeps what somebody uses.
     *
     * @param use what they do with it, as in {@code The store 'lake' is used by}
     * @throws ProblemException with {@code users} and {@code otherUsers} where there are any
     */
    public void keep(ProblemCode code, String use) {
        if (!seen.isEmpty() || others > 0) {
            throw new ProblemException(code, use + " " + text())
                    .with("users", seen)
                    .with("otherUsers", others);
        }
    }

    private String text() {
        Stream<String> counted =
                others == 0 ? Stream.empty() : Stream.of(others + (seen.isEmpty() ? " that you may not see" : " more"));
        return String.join(", ", Stream.concat(seen.stream(), counted).toList());
    }
}
