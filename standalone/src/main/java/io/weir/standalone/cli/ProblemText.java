package io.weir.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a problem document says to people: what is wrong and, of each field, what was found and what is allowed. */
public final class ProblemText {

    private ProblemText() {}

    /**
     * The text of a problem, without a full stop at its end.
     *
     * @param otherwise what to say where the document says nothing
     */
    public static String of(JsonNode problem, String otherwise) {
        String title = text(problem, "title", otherwise);
        String detail = withoutStop(text(problem, "detail", title));
        List<JsonNode> errors = problem.path("errors").isArray()
                ? problem.path("errors")
                        .valueStream()
                        .filter(JsonNode::isObject)
                        .toList()
                : List.of();
        StringBuilder text = new StringBuilder(detail);
        errors.forEach(error -> text.append(field(error, detail, errors.size() > 1)));
        return text.toString();
    }

    /** What the detail does not say of a field yet. */
    private static String field(JsonNode error, String detail, boolean isOneOfSeveral) {
        String field = text(error, "field", "");
        String message = withoutStop(text(error, "message", ""));
        String allowed = text(error, "allowed", "");
        boolean isToldWhatIsAllowed = !allowed.isEmpty() && tells(detail, allowed);
        List<String> parts = new ArrayList<>();
        if (!isToldWhatIsAllowed && !tells(detail.toLowerCase(Locale.ROOT), message.toLowerCase(Locale.ROOT))) {
            parts.add(message);
        }
        if (error.path("found").isString()) {
            parts.add("found " + text(error, "found", "\"\""));
        }
        if (!isToldWhatIsAllowed && !allowed.isEmpty()) {
            parts.add("allowed: " + allowed);
        }
        String text = String.join(", ", parts);
        String named = isOneOfSeveral || !tells(detail, field) ? field + ": " : "";
        return text.isEmpty() ? "" : "; " + named + text;
    }

    /** A member that is a text, and not an empty one: a document may be of anybody. */
    private static String text(JsonNode object, String member, String otherwise) {
        String text = object.path(member).stringValue("");
        return text.isEmpty() ? otherwise : text;
    }

    /** Whether a text has another in it, and not as a part of a longer word only. */
    private static boolean tells(String detail, String part) {
        return part.isEmpty()
                || Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(part) + "(?![\\p{L}\\p{N}_])")
                        .matcher(detail)
                        .find();
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
