package io.weir.ingest.dependent;

import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A pipeline that uses a thing.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record DependentPipeline(String name, String owner) {

    private static final int NAMED = 100;

    /**
     * Keeps what pipelines use: names those that the remover may know of, 100 at most, and counts the others.
     *
     * @param users one at least
     * @param use what they do with it, as in {@code The compute pool 'night' is the one of}
     * @throws ProblemException always, with {@code users} and {@code otherUsers}
     */
    static void keep(List<DependentPipeline> users, Predicate<DependentPipeline> known, ProblemCode code, String use) {
        List<String> seen = users.stream()
                .filter(known)
                .limit(NAMED)
                .map(user -> "pipeline " + user.name())
                .toList();
        throw new ProblemException(code, use + " " + users.size() + (users.size() == 1 ? " pipeline" : " pipelines"))
                .with("users", seen)
                .with("otherUsers", users.size() - seen.size());
    }
}
