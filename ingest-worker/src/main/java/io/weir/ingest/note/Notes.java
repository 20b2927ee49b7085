package io.weir.ingest.note;

import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
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
        require("comment", notes.comment());
        if (notes.properties().size() > MOST_PROPERTIES) {
            throw ProblemException.invalid(
                    "properties", "are too many", notes.properties().size(), "at most " + MOST_PROPERTIES);
        }
        notes.properties().forEach((name, value) -> require("properties", name + value));
        return notes;
    }

    private static void require(String field, String text) {
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    field,
                    "has a text that is not allowed",
                    null,
                    "at most " + LONGEST + " characters, none of them a zero");
        }
    }
}
