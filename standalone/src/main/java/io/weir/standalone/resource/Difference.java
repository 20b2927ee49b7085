package io.weir.standalone.resource;

import io.weir.standalone.cli.OneLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field that is not as it is wanted.
 *
 * @param field its path, levels separated by dots
 * @param there missing where nothing is
 */
record Difference(String field, JsonNode there, JsonNode wanted) {

    /** {@code field: old → new}. */
    String text() {
        return OneLine.of(field + ": " + shown(shownThere()) + " → " + shown(shownWanted()));
    }

    /** {@code field: new}, where there is no old. */
    String newText() {
        return OneLine.of(field + ": " + shown(shownWanted()));
    }

    JsonNode shownThere() {
        return Masks.of(field, there);
    }

    JsonNode shownWanted() {
        return Masks.of(field, wanted);
    }

    /** The field's first level, by which the platform changes it. */
    String top() {
        return field.replaceFirst("\\..*", "");
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "nothing" : value.toString();
    }

    /** Compares two objects as far as one is wanted, and the other can tell. */
    static final class Comparison {

        private static final String LOCATION = "location";

        private final Blueprint blueprint;
        private final List<Difference> differences = new ArrayList<>();

        private Comparison(Blueprint blueprint) {
            this.blueprint = blueprint;
        }

        /** The differences; a field that no answer has is none, for nobody can tell. */
        static List<Difference> of(Blueprint blueprint, JsonNode there, ObjectNode wanted) {
            Comparison comparison = new Comparison(blueprint);
            comparison.fields("", blueprint.answer(), there, wanted);
            return comparison.differences;
        }

        private void fields(String path, Schema schema, JsonNode there, JsonNode wanted) {
            BiConsumer<String, JsonNode> compare = (name, value) -> {
                Schema shape = schema.isMap() ? schema.entry() : schema.field(name);
                if (shape.isPresent() || schema.fields().isEmpty()) {
                    value(Places.inner(path, name), shape, there.path(name), value);
                }
            };
            wanted.forEachEntry(compare);
        }

        /** A number that is wanted of a list is how many it has, and a text that is wanted of an object its name. */
        private void value(String path, Schema schema, JsonNode there, JsonNode wanted) {
            if (wanted.isNumber() && there.isArray()) {
                value(path, schema, JsonNodeFactory.instance.numberNode(there.size()), wanted);
            } else if (wanted.isString() && there.isObject()) {
                value(path, schema, there.path("name"), wanted);
            } else if (wanted.isObject() && there.isObject()) {
                fields(path, schema, there, wanted);
            } else if (wanted.isArray() && there.isArray() && wanted.size() == there.size() && !blueprint.isSet(path)) {
                Iterator<JsonNode> others = there.iterator();
                int index = 0;
                for (JsonNode element : wanted) {
                    value(Places.inner(path, Integer.toString(index++)), schema.item(), others.next(), element);
                }
            } else if (!same(path, there, wanted)) {
                differences.add(new Difference(path, there, wanted));
            }
        }

        /** Numbers by their value, 1 and 1.0 alike; moments by their time; what is absent as what is empty. */
        private boolean same(String path, JsonNode there, JsonNode wanted) {
            if (wanted.isNumber() && there.isNumber()) {
                return there.decimalValue().compareTo(wanted.decimalValue()) == 0;
            }
            if (wanted instanceof ArrayNode some && there instanceof ArrayNode others && blueprint.isSet(path)) {
                return Elements.of(some).equals(Elements.of(others));
            }
            return (Elements.isNothing(wanted) && Elements.isNothing(there))
                    || there.equals(wanted)
                    || (path.equals(LOCATION) && Elements.sameFile(there, wanted))
                    || Elements.sameMoment(there, wanted);
        }
    }
}
