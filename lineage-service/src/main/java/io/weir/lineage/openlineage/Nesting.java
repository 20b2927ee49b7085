package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How deep what comes by other doors may nest, where it becomes a part of an event. */
public final class Nesting {

    private Nesting() {}

    /**
     * Refuses a value with which the event would nest deeper than events may.
     *
     * @param value maps, lists, texts and numbers
     * @param around how many objects and arrays of the event lie around the value
     */
    public static void require(String field, Object value, int around) {
        int allowed = EventJson.MAXIMUM_DEPTH - around;
        if (isDeeper(value, allowed)) {
            throw ProblemException.invalid(
                    field,
                    "nests too deep",
                    "more than " + allowed + " levels",
                    "up to " + allowed + " objects and arrays within each other");
        }
    }

    private static boolean isDeeper(@Nullable Object value, int levels) {
        Collection<?> members = members(value);
        if (members == null || levels == 0) {
            return members != null;
        }
        for (Object member : members) {
            if (isDeeper(member, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Collection<?> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.values();
        }
        return value instanceof Collection<?> array ? array : null;
    }
}
