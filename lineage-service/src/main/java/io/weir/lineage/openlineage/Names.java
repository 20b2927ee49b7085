package io.weir.lineage.openlineage;

import io.weir.support.problem.ProblemException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the names of jobs and datasets. */
final class Names {

    private Names() {}

    /** The names of something without which the event says nothing. */
    static EntityName require(String field, JsonNode object) {
        return new EntityName(member(field, object, "namespace"), member(field, object, "name"));
    }

    /** The names of something that may be passed over. */
    static Optional<EntityName> find(JsonNode object) {
        String namespace = EventJson.text(object, "namespace");
        String name = EventJson.text(object, "name");
        return namespace == null || name == null || !isStorable(namespace) || !isStorable(name)
                ? Optional.empty()
                : Optional.of(new EntityName(namespace, name));
    }

    /** PostgreSQL takes neither the character NUL nor half a surrogate pair. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && isWhole(text);
    }

    /** Whether every surrogate has its other half. */
    static boolean isWhole(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && index + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(index + 1));
                if (!pair) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }

    private static String member(String field, JsonNode object, String member) {
        String value = EventJson.text(object, member);
        if (value == null || !isStorable(value)) {
            JsonNode found = object.path(member);
            throw ProblemException.invalid(
                    field + "." + member,
                    "is missing or no text",
                    found.isMissingNode() ? null : found,
                    "Unicode text without NUL");
        }
        return value;
    }
}
