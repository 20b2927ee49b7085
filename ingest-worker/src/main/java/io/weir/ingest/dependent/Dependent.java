package io.weir.ingest.dependent;

import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static String text(List<String> seen, int others) {
        Stream<String> counted =
                others == 0 ? Stream.empty() : Stream.of(others + (seen.isEmpty() ? " that you may not see" : " more"));
        return Stream.concat(seen.stream(), counted).collect(Collectors.joining(", "));
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
        int others = users.size() - seen.size();
        throw new ProblemException(code, use + " " + text(seen, others))
                .with("users", seen)
                .with("otherUsers", others);
    }
}
