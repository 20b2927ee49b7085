package io.weir.standalone.resource;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one document of a file makes of one resource.
 *
 * @param differences what would change; all that is wanted where it is new
 * @param tag the entity tag of what was compared; empty where it has none
 */
record Change(Declaration declaration, Action action, List<Difference> differences, String tag) {

    /** What is done. */
    enum Action {
        CREATED("+"),
        CHANGED("~"),
        UNCHANGED("=");

        private final String sign;

        Action(String sign) {
            this.sign = sign;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same for programs. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", declaration.blueprint().label()).put("name", declaration.name());
        json.put("action", action.label());
        ArrayNode fields = json.putArray("differences");
        for (Difference difference : differences) {
            ObjectNode field = fields.addObject().put("field", difference.field());
            field.set("old", difference.there().isMissingNode() ? NullNode.getInstance() : difference.shownThere());
            field.set("new", difference.shownWanted());
        }
        return json;
    }

    /** A line, and one more for each field; {@code dry} if nothing is done. */
    String text(boolean dry) {
        boolean would = dry && action != Action.UNCHANGED;
        StringBuilder text = new StringBuilder(
                action.sign + " " + declaration.title() + " " + (would ? "would be " : "") + action.label());
        for (Difference difference : differences) {
            text.append(System.lineSeparator()).append("    ");
            text.append(action == Action.CREATED ? difference.newText() : difference.text());
        }
        return text.toString();
    }
}
