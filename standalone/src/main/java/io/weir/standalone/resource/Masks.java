package io.weir.standalone.resource;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides what somebody may have written into a file by mistake: the value of a field with the name of a secret, unless it says where
 * the secret is. The platform refuses such a value, but what would be done is shown before.
 */
final class Masks {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(password|secret|token|connectionstring|accesskey|credential).*");
    private static final Pattern REFERENCE = Pattern.compile("(?s)(secret|env|file):.*");
    private static final String HIDDEN = "…";

    private Masks() {}

    /** The value of a field of this path, as it may be shown. */
    static JsonNode of(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            object.forEachEntry((name, field) -> shown.set(name, of(name, field)));
            return shown;
        }
        boolean secret = NAME.matcher(path.replaceFirst(".*\\.", "")).matches();
        return secret
                        && value.isString()
                        && !REFERENCE.matcher(value.asString()).matches()
                ? JsonNodeFactory.instance.stringNode(HIDDEN)
                : value;
    }
}
