package io.weir.standalone.resource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes texts of what was written without quotes where the API takes texts: a name {@code 2026}, a property {@code true}. */
final class Shapes {

    private Shapes() {}

    static void fit(Schema schema, ObjectNode object) {
        object.propertyStream().toList().forEach(field -> {
            Schema shape = schema.isMap() ? schema.entry() : schema.field(field.getKey());
            object.set(field.getKey(), fit(shape, field.getValue()));
        });
    }

    private static JsonNode fit(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            fit(schema, object);
        }
        if (value instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                list.set(index, fit(schema.item(), list.get(index)));
            }
        }
        boolean unquoted = value.isNumber() || value.isBoolean();
        return schema.isText() && unquoted ? JsonNodeFactory.instance.stringNode(value.asString()) : value;
    }
}
