package io.weir.delta.json;

import io.weir.delta.InvalidActionException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object as its fields came, side by side. Of the small objects that a commit has ten thousands of, a tree would keep a
 * map of each, and a node of each value. A tree can be had of it.
 *
 * <p>A value is a {@code String}, a {@code Long}, a {@code Boolean}, a {@code CompactObject}, or the {@link JsonNode} of what
 * is none of these: null, other numbers, arrays.
 */
public final class CompactObject {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String[] names;
    private final Object[] values;

    /** @param values by the places of their names; neither array is changed any more */
    CompactObject(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Reads the value that the parser stands at, whatever its kind.
     *
     * @return a value as the class names them
     * @throws JacksonException if it is not JSON, or a field is twice in one object, with the field's path
     */
    public static Object read(JsonParser json, DeserializationContext context) {
        return switch (json.currentToken()) {
            case START_OBJECT -> readObject(json, context);
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? context.readTree(json)
                        : Long.valueOf(json.getLongValue());
            case START_ARRAY -> readArray(json, context);
            default -> context.readTree(json);
        };
    }

    private static CompactObject readObject(JsonParser json, DeserializationContext context) {
        CompactDraft draft = new CompactDraft();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            try {
                if (!draft.add(name, read(json, context))) {
                    throw twice(name, json, context);
                }
            } catch (JacksonException unreadable) {
                throw unreadable.prependPath(CompactObject.class, name);
            }
        }
        return draft.finished();
    }

    private static JacksonException twice(String name, JsonParser json, DeserializationContext context) {
        return ValueInstantiationException.from(
                json,
                "Duplicate field '" + name + "'",
                context.constructType(CompactObject.class),
                new IllegalArgumentException("is there twice"));
    }

    /** As trees, in which a field that is twice is refused just the same. */
    private static ArrayNode readArray(JsonParser json, DeserializationContext context) {
        ArrayNode array = NODES.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            try {
                array.add(tree(read(json, context)));
            } catch (JacksonException unreadable) {
                throw unreadable.prependPath(CompactObject.class, array.size());
            }
        }
        return array;
    }

    /**
     * A value as an object.
     *
     * @param value a {@code CompactObject}, or the node of an object
     * @param path what the error calls it
     * @throws InvalidActionException if it is something else
     */
    public static CompactObject of(Object value, String path) {
        if (value instanceof CompactObject object) {
            return object;
        }
        ObjectNode node = DeltaJson.object(tree(value), path);
        String[] names = new String[node.size()];
        Object[] values = new Object[names.length];
        int next = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            names[next] = field.getKey();
            values[next++] = plain(field.getValue());
        }
        return new CompactObject(names, values);
    }

    private static Object plain(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? Long.valueOf(node.longValue()) : node;
    }

    /** A value as a node. */
    public static JsonNode tree(Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof String text) {
            return NODES.stringNode(text);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return value instanceof Long number ? number(number) : ((CompactObject) value).tree();
    }

    /** As a parser makes it: of the smallest kind that holds it. */
    private static JsonNode number(long number) {
        return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    private ObjectNode tree() {
        ObjectNode tree = NODES.objectNode();
        for (int index = 0; index < names.length; index++) {
            tree.set(names[index], tree(values[index]));
        }
        return tree;
    }

    /** The number of fields. */
    public int size() {
        return names.length;
    }

    /** The names of its fields, in the order in which they came. */
    public List<String> names() {
        return List.of(names);
    }

    /** The name of a field, by its place. */
    public String name(int index) {
        return names[index];
    }

    /** The value of a field, by its place. */
    public Object value(int index) {
        return values[index];
    }

    /** The value of a field; null if it is not there. */
    public @Nullable Object value(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : values[index];
    }

    /** Where a field stands, looked for from a place on and then before it; -1 if it is not there. */
    int indexOf(String name, int from) {
        for (int index = from; index < names.length; index++) {
            if (names[index].equals(name)) {
                return index;
            }
        }
        for (int index = 0; index < Math.min(from, names.length); index++) {
            if (names[index].equals(name)) {
                return index;
            }
        }
        return -1;
    }
}
