package io.weir.ingest.relation.web;

import io.weir.ingest.relation.Relations;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people write of a relation beside what it is, as requests have it. */
record RelationNotes(String comment, Map<String, String> properties) {

    static final RelationNotes NONE = new RelationNotes("", Map.of());

    private static final int LONGEST_COMMENT = 1_000;
    private static final int LONGEST_VALUE = 2_000;
    private static final int MOST_PROPERTIES = 100;

    /**
     * These with changes.
     *
     * @param changes new values by name; null takes a property away
     * @throws ProblemException naming the field that cannot be taken
     */
    RelationNotes changed(@Nullable String newComment, @Nullable Map<String, @Nullable String> changes) {
        Map<String, String> merged = new TreeMap<>(properties);
        if (changes != null) {
            changes.forEach((name, value) -> {
                if (value == null) {
                    merged.remove(name);
                } else {
                    merged.put(name, value);
                }
            });
        }
        RelationNotes changed = new RelationNotes(Objects.requireNonNullElse(newComment, comment), merged);
        require("comment", changed.comment(), LONGEST_COMMENT);
        merged.forEach((name, value) -> require("properties", name + value, LONGEST_VALUE));
        if (merged.size() > MOST_PROPERTIES) {
            throw ProblemException.invalid("properties", "are too many", merged.size(), "at most " + MOST_PROPERTIES);
        }
        return changed;
    }

    Relations.Notes kept() {
        return new Relations.Notes(comment, properties);
    }

    private static void require(String field, String text, int longest) {
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    field,
                    "has a text that is too long, or a zero in it",
                    text.length() + " characters",
                    "at most " + longest + " characters");
        }
    }
}
