package io.weir.support.problem;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, as in {@code source.topic}
 * @param message what is wrong with it, in one sentence
 * @param found the value that was sent, shortened; absent where it is secret or was missing
 * @param allowed what may be sent instead
 */
public record FieldProblem(
        String field,
        String message,
        @Nullable String found,
        @Nullable String allowed) {}
