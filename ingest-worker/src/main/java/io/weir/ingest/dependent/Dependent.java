package io.weir.ingest.dependent;

import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What uses a thing: a pipeline, a relation, or a function.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record Dependent(ResourceKind kind, String name, String owner) {

    private static final int NAMED = 100;

    public static Dependent pipeline(String name, String owner) {
        return new Dependent(ResourceKind.PIPELINE, name, owner);
    }

    /** As a problem names it. */
    private String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    private static String counted(List<Dependent> users) {
        String what = users.stream().allMatch(user -> user.kind == ResourceKind.PIPELINE) ? "pipeline" : "other";
        return users.size() + " " + what + (users.size() == 1 ? "" : "s");
    }

    /**
     * Keeps what has users: names those that the remover may know of, 100 at most, and counts the others.
     *
     * @param users one at least
     * @param use what they do with it, as in {@code The compute pool 'night' is the one of}
     * @throws ProblemException always, with {@code users} and {@code otherUsers}
     */
    public static void keep(List<Dependent> users, Predicate<Dependent> known, ProblemCode code, String use) {
        List<String> seen =
                users.stream().filter(known).limit(NAMED).map(Dependent::text).toList();
        throw new ProblemException(code, use + " " + counted(users))
                .with("users", seen)
                .with("otherUsers", users.size() - seen.size());
    }
}
