package io.weir.delta;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of an action, a schema or a log file.
 *
 * @param field path of the field, as in {@code actions[3].add.size}
 * @param message what is wrong with it, in one sentence
 * @param found what was found there, shortened; absent where nothing was
 * @param allowed what may be there
 */
public record Violation(
        String field, String message, @Nullable String found, String allowed) {

    private static final int LONGEST = 200;

    /** Shortens {@code found}, so that a bad request cannot fill the log. */
    public static Violation of(String field, String message, @Nullable Object found, String allowed) {
        String text = found == null ? null : found.toString();
        return new Violation(
                field,
                message,
                text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…",
                allowed);
    }

    /** The same, seen from one level further out: {@code size} below {@code add} is {@code add.size}. */
    public Violation below(String prefix) {
        return new Violation(prefix + "." + field, message, found, allowed);
    }

    @Override
    public String toString() {
        return field + ": " + message + (found == null ? "" : ", found " + found) + "; allowed: " + allowed;
    }
}
