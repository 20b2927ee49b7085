package io.weir.lineage.live;

import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that a listener asks for. One by which nothing is ever told would be waited for in vain, and is refused. */
public final class WantedTypes {

    private static final Pattern TYPE = Pattern.compile("\\*|[\\p{L}\\p{N}._:/-]{1,200}\\*?");
    private static final String ALLOWED =
            Stream.of(LiveEventType.values()).map(LiveEventType::label).collect(Collectors.joining(", "))
                    + "; all of a kind, as in run.*; names of programs' own";

    private WantedTypes() {}

    /**
     * The types, once each of them can be told.
     *
     * @param field that names them
     * @throws ProblemException if there is none, or one is never told
     */
    public static List<String> checked(String field, List<String> types) {
        if (types.isEmpty()) {
            throw ProblemException.invalid(field, "names no type", null, ALLOWED);
        }
        for (String given : types) {
            String type = Objects.requireNonNullElse(given, "");
            if (!TYPE.matcher(type).matches() || !isTold(type)) {
                throw ProblemException.invalid(field, "names a type that is never told", type, ALLOWED);
            }
        }
        return types;
    }

    /** Programs may broadcast by any name; but what begins as the platform's own types do is meant to be one of these. */
    private static boolean isTold(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return Stream.of(LiveEventType.values()).noneMatch(own -> lower.startsWith(own.subject() + "."))
                || Stream.of(LiveEventType.values()).anyMatch(own -> LiveFilter.matches(type, own.label()));
    }
}
