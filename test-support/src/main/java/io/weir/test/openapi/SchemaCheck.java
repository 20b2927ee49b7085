package io.weir.test.openapi;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds a JSON value against a schema of an OpenAPI 3.1 document: types, required fields, enums, nested schemas. */
record SchemaCheck(JsonNode document) {

    /** What is wrong, each with its place; empty when the value is as the schema says. */
    List<String> faults(JsonNode value, JsonNode schema) {
        List<String> faults = new ArrayList<>();
        check("$", value, resolve(schema), faults);
        return faults;
    }

    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private void check(String place, JsonNode value, JsonNode schema, List<String> faults) {
        String type = schema.path("type").asString("");
        if (!type.isEmpty() && !fits(value, type)) {
            faults.add(place + " is no " + type + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(place + " is none of " + schema.path("enum") + ": " + value);
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                faults.add(place + " lacks " + name.asString());
            }
        });
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode of = property.isMissingNode() ? others : property;
            if (of.isObject()) {
                check(place + "." + field.getKey(), field.getValue(), resolve(of), faults);
            }
        });
        if (schema.has("items")) {
            value.forEach(item -> check(place + "[]", item, resolve(schema.path("items")), faults));
        }
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }
}
