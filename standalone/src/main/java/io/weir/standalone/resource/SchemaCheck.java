package io.weir.standalone.resource;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Compares a value with what the API document says of it; what the document cannot say is the platform's to find. */
final class SchemaCheck {

    private final BiConsumer<String, String> problems;

    /** Tells {@code problems} the path of each bad field and what is wrong with it. */
    SchemaCheck(BiConsumer<String, String> problems) {
        this.problems = problems;
    }

    void check(String path, Schema schema, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        switch (schema.type()) {
            case "string" -> text(path, schema, value);
            case "integer" -> number(path, schema, value, value.isIntegralNumber(), "a whole number");
            case "number" -> number(path, schema, value, value.isNumber(), "a number");
            case "boolean" -> expect(path, value, value.isBoolean(), "true or false");
            case "array" -> array(path, schema, value);
            case "object" -> object(path, schema, value);
            default -> {
                // Anything is allowed.
            }
        }
    }

    private boolean expect(String path, JsonNode value, boolean is, String allowed) {
        if (!is) {
            problems.accept(path, "is " + shown(value) + ", allowed: " + allowed);
        }
        return is;
    }

    private void text(String path, Schema schema, JsonNode value) {
        boolean one = schema.allowed().isEmpty() || schema.allowed().contains(value.asString(""));
        String allowed = schema.allowed().isEmpty() ? "a text" : String.join(", ", schema.allowed());
        expect(path, value, value.isString() && one, allowed);
    }

    private void number(String path, Schema schema, JsonNode value, boolean is, String allowed) {
        if (expect(path, value, is, allowed)) {
            bound(path, value, schema.minimum(), 1, " and more");
            bound(path, value, schema.maximum(), -1, " and less");
        }
    }

    private void bound(String path, JsonNode value, JsonNode bound, int side, String words) {
        if (bound.isNumber()) {
            BigDecimal end = bound.decimalValue();
            expect(path, value, value.decimalValue().compareTo(end) * side >= 0, end.toPlainString() + words);
        }
    }

    private void array(String path, Schema schema, JsonNode value) {
        if (expect(path, value, value.isArray(), "a list")) {
            for (int index = 0; index < value.size(); index++) {
                check(Places.inner(path, Integer.toString(index)), schema.item(), value.path(index));
            }
        }
    }

    private void object(String path, Schema schema, JsonNode value) {
        if (!expect(path, value, value.isObject(), "names with values")) {
            return;
        }
        Map<String, Schema> fields = schema.fields();
        value.forEachEntry((name, field) -> {
            String inner = Places.inner(path, name);
            if (fields.isEmpty()) {
                check(inner, schema.entry(), field);
            } else if (fields.containsKey(name)) {
                check(inner, schema.field(name), field);
            } else {
                problems.accept(inner, unknown(fields.keySet()));
            }
        });
        for (String name : schema.required()) {
            if (value.path(name).isMissingNode() || value.path(name).isNull()) {
                problems.accept(Places.inner(path, name), "is missing");
            }
        }
    }

    static String unknown(Collection<String> allowed) {
        return "is no field, allowed: " + String.join(", ", allowed);
    }

    private static String shown(JsonNode value) {
        if (value.isContainer()) {
            return value.isArray() ? "a list" : "names with values";
        }
        return value.toString();
    }
}
