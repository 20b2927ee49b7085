package io.weir.client.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a problem document (RFC 9457) says to people: what is wrong and, of each field, what was found and what is allowed. */
public final class ProblemText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemText() {}

    /**
     * The text of a problem, without a full stop at its end; what the detail says of a field is not told again.
     *
     * @param document as it was answered; of what is no JSON nothing is known
     * @param otherwise what to say where the document says nothing
     */
    public static String of(String document, String otherwise) {
        return of(read(document), otherwise);
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    static String of(JsonNode problem, String otherwise) {
        String detail = withoutStop(text(problem, "detail", text(problem, "title", otherwise)));
        List<JsonNode> errors = errors(problem);
        StringBuilder text = new StringBuilder(detail);
        errors.forEach(error -> text.append(field(error, detail, errors.size() > 1)));
        return text.toString();
    }

    /** What is wrong with fields. A document may be of anybody: what is no object says nothing of one. */
    static List<JsonNode> errors(JsonNode problem) {
        List<JsonNode> errors = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            if (problem.path("errors").isArray() && error.isObject()) {
                errors.add(error);
            }
        }
        return errors;
    }

    /** A member that is a text, and not an empty one. */
    static String text(JsonNode object, String member, String otherwise) {
        String text = object.path(member).textValue();
        return text == null || text.isEmpty() ? otherwise : text;
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
        if (error.path("found").isTextual()) {
            parts.add("found " + text(error, "found", "\"\""));
        }
        if (!isToldWhatIsAllowed && !allowed.isEmpty()) {
            parts.add("allowed: " + allowed);
        }
        String named = isOneOfSeveral || !tells(detail, field) ? field + ": " : "";
        return parts.isEmpty() ? "" : "; " + named + String.join(", ", parts);
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
