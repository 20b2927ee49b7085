package io.weir.support.note;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makers say of a thing beside what it does. */
public record Notes(String comment, Map<String, String> properties) {

    public static final Notes NONE = new Notes("", Map.of());

    private static final int LONGEST = 1_000;
    private static final int MOST_PROPERTIES = 50;

    /** These with what is given instead, checked. */
    public Notes with(@Nullable String otherComment, @Nullable Map<String, String> otherProperties) {
        Notes notes = new Notes(
                Objects.requireNonNullElse(otherComment, comment),
                Objects.requireNonNullElse(otherProperties, properties));
        if (isTooLong(notes.comment())) {
            throw ProblemException.invalid(
                    "comment",
                    "has a text that is not allowed",
                    null,
                    "at most " + LONGEST + " characters, none of them a zero");
        }
        problem(notes.properties()).ifPresent(problem -> {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, problem.field() + " " + problem.message())
                    .with("errors", List.of(problem));
        });
        return notes;
    }

    /** What is wrong with properties, if anything is. */
    public static Optional<FieldProblem> problem(Map<String, String> properties) {
        boolean taken = properties.size() <= MOST_PROPERTIES
                && properties.entrySet().stream()
                        .noneMatch(property ->
                                property.getKey().isEmpty() || isTooLong(property.getKey() + property.getValue()));
        return taken
                ? Optional.empty()
                : Optional.of(new FieldProblem(
                        "properties",
                        "are too many or have a text that is not allowed",
                        properties.size() + " properties",
                        "at most " + MOST_PROPERTIES + ", each with a name and a text of " + LONGEST
                                + " characters together, none of them a zero"));
    }

    private static boolean isTooLong(String text) {
        return text.length() > LONGEST || text.indexOf('\0') >= 0;
    }
}
