package io.weir.metadata.catalog;

import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people write of a database or a schema. */
public record Texts(String comment, Map<String, String> properties) {

    public static final Texts NONE = new Texts("", Map.of());

    private static final int LONGEST_COMMENT = 1000;
    private static final int LONGEST_VALUE = 2000;
    private static final int MOST_PROPERTIES = 100;
    private static final String NAME = "[^\\x00-\\x1f]{1,128}";

    public Texts {
        properties = Map.copyOf(properties);
    }

    /**
     * These with changes.
     *
     * @param newComment null leaves it as it is
     * @param changes new values by name; null takes a property away, one that is not named stays as it is
     * @throws ProblemException naming the field that cannot be taken
     */
    public Texts changed(@Nullable String newComment, @Nullable Map<String, @Nullable String> changes) {
        Map<String, String> merged = new TreeMap<>(properties);
        if (changes != null) {
            changes.forEach((name, value) -> merge(merged, name, value));
        }
        if (merged.size() > MOST_PROPERTIES) {
            throw ProblemException.invalid("properties", "are too many", merged.size(), "at most " + MOST_PROPERTIES);
        }
        return new Texts(newComment == null ? comment : checked(newComment), merged);
    }

    private static String checked(String text) {
        if (text.length() > LONGEST_COMMENT || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "comment",
                    "is too long, or has a zero in it",
                    text.replace("\0", "\\0"),
                    "at most " + LONGEST_COMMENT + " characters, none of them zero");
        }
        return text;
    }

    private static void merge(Map<String, String> merged, String name, @Nullable String value) {
        if (!name.matches(NAME)) {
            throw ProblemException.invalid(
                    "properties", "has a name that cannot be", name, "1 to 128 characters, no control characters");
        }
        if (value == null) {
            merged.remove(name);
        } else if (value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "properties." + name,
                    "is too long, or has a zero in it",
                    value.length() + " characters",
                    "at most " + LONGEST_VALUE + " characters, none of them zero");
        } else {
            merged.put(name, value);
        }
    }
}
