package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts that are kept as texts or {@code jsonb}, where PostgreSQL has no place for the character NUL. */
public final class StorableTexts {

    private StorableTexts() {}

    /**
     * Refuses a value with a text, or a name of a member, that cannot be kept.
     *
     * @param value maps, lists, texts and numbers; no deeper than {@link Nesting} allows
     */
    public static void require(String field, @Nullable Object value) {
        unstorable(value).ifPresent(text -> {
            throw ProblemException.invalid(
                    field, "has the character NUL", text.replace("\0", "\\0"), "any text without it");
        });
    }

    private static Optional<String> unstorable(@Nullable Object value) {
        if (value instanceof String text) {
            return Names.isStorable(text) ? Optional.empty() : Optional.of(text);
        }
        return members(value)
                .map(StorableTexts::unstorable)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<?> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return Stream.concat(object.keySet().stream(), object.values().stream());
        }
        return value instanceof Collection<?> array ? array.stream() : Stream.empty();
    }
}
