package io.weir.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        String detail = problem.path("detail")
                .asString(problem.path("title").asString(otherwise))
                .replaceAll("\\.$", "");
        StringBuilder text = new StringBuilder(detail);
        JsonNode errors = problem.path("errors");
        errors.forEach(error -> text.append(field(error, detail, errors.size() > 1)));
        return text.toString();
    }

    /** What the detail does not say of a field yet. */
    private static String field(JsonNode error, String detail, boolean isOneOfSeveral) {
        String field = error.path("field").asString("");
        String message = error.path("message").asString("").replaceAll("\\.$", "");
        String allowed = error.path("allowed").asString("");
        boolean isToldWhatIsAllowed = !allowed.isEmpty() && detail.contains(allowed);
        List<String> parts = new ArrayList<>();
        if (!isToldWhatIsAllowed && !detail.toLowerCase(Locale.ROOT).contains(message.toLowerCase(Locale.ROOT))) {
            parts.add(message);
        }
        if (error.path("found").isString()) {
            parts.add("found " + error.path("found").asString());
        }
        if (!isToldWhatIsAllowed && !allowed.isEmpty()) {
            parts.add("allowed: " + allowed);
        }
        String text = String.join(", ", parts);
        String named = isOneOfSeveral || !detail.contains(field) ? field + ": " : "";
        return text.isEmpty() ? "" : "; " + named + text;
    }
}
