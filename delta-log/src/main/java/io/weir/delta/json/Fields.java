package io.weir.delta.json;

import io.weir.delta.InvalidActionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one JSON object field by field. A field that is null counts as absent. Every error is an
 * {@link InvalidActionException} that names the field by its path.
 */
public final class Fields {

    private final CompactObject object;
    private final String path;

    /** By place, whether someone asked for the field. */
    private final boolean[] known;

    /** Fields mostly stand in the order in which they are asked for. */
    private int next;

    private Fields(CompactObject object, String path) {
        this.object = object;
        this.path = path;
        this.known = new boolean[object.size()];
    }

    /**
     * The fields of an object.
     *
     * @param object a {@link CompactObject}, or the node of an object
     * @param path what errors call it
     */
    public static Fields of(Object object, String path) {
        return new Fields(CompactObject.of(object, path), path);
    }

    /** The path of a field of this object. */
    public String path(String name) {
        return path + "." + name;
    }

    public String string(String name) {
        return required(name, optionalString(name), "a string");
    }

    public @Nullable String optionalString(String name) {
        Object value = value(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, value, "a string");
    }

    public long number(String name) {
        return required(name, optionalNumber(name), "a whole number");
    }

    public @Nullable Long optionalNumber(String name) {
        Object value = value(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw wrong(name, value, "a whole number of 64 bits");
    }

    public int integer(String name) {
        long value = number(name);
        if (value == (int) value) {
            return (int) value;
        }
        throw new InvalidActionException(path(name), "is out of range", value, "a whole number of 32 bits");
    }

    public @Nullable Integer optionalInteger(String name) {
        return optionalNumber(name) == null ? null : Integer.valueOf(integer(name));
    }

    public boolean bool(String name) {
        return required(name, optionalBool(name), "true or false");
    }

    public @Nullable Boolean optionalBool(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrong(name, value, "true or false");
    }

    /** A map of strings whose values may be null, in the order it was written. */
    public Map<String, @Nullable String> stringMap(String name) {
        return required(name, optionalStringMap(name), "an object of strings");
    }

    public @Nullable Map<String, @Nullable String> optionalStringMap(String name) {
        Fields values = optionalObject(name);
        if (values == null) {
            return null;
        }
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        for (String key : values.object.names()) {
            map.put(key, values.optionalString(key));
        }
        return map;
    }

    /** A map of strings without nulls; empty if the field is not there. */
    public Map<String, String> texts(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Fields values = optionalObject(name);
        if (values != null) {
            values.object.names().forEach(key -> map.put(key, values.string(key)));
        }
        return map;
    }

    public List<String> strings(String name) {
        return required(name, optionalStrings(name), "a list of strings");
    }

    public @Nullable List<String> optionalStrings(String name) {
        JsonNode value = optionalNode(name);
        if (value == null) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : elements(name, value)) {
            if (!element.isString()) {
                throw wrong(name + "[" + strings.size() + "]", element, "a string");
            }
            strings.add(element.stringValue());
        }
        return strings;
    }

    public Fields object(String name) {
        return required(name, optionalObject(name), "an object");
    }

    public @Nullable Fields optionalObject(String name) {
        Object value = value(name);
        return value == null ? null : Fields.of(value, path(name));
    }

    public List<JsonNode> list(String name) {
        return elements(name, required(name, optionalNode(name), "a list"));
    }

    /** The field as it is, whatever its type. */
    public JsonNode node(String name) {
        return required(name, optionalNode(name), "a value");
    }

    public @Nullable JsonNode optionalNode(String name) {
        Object value = value(name);
        return value == null ? null : CompactObject.tree(value);
    }

    private @Nullable Object value(String name) {
        int index = object.indexOf(name, next);
        if (index < 0) {
            return null;
        }
        next = index + 1;
        known[index] = true;
        Object value = object.value(index);
        return value instanceof JsonNode node && node.isNull() ? null : value;
    }

    /** The object itself, with every field. */
    public CompactObject all() {
        return object;
    }

    /** The fields that none of the calls before asked for. */
    public UnknownFields unknown() {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        for (int index = 0; index < known.length; index++) {
            if (!known[index]) {
                rest.put(object.name(index), CompactObject.tree(object.value(index)));
            }
        }
        return rest.isEmpty() ? UnknownFields.NONE : new UnknownFields(rest);
    }

    private List<JsonNode> elements(String name, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(name, value, "a list");
        }
        return List.copyOf(value.values());
    }

    private <T> T required(String name, @Nullable T value, String allowed) {
        if (value == null) {
            throw new InvalidActionException(path(name), "is missing", null, allowed);
        }
        return value;
    }

    private InvalidActionException wrong(String name, Object found, String allowed) {
        return new InvalidActionException(path(name), "has the wrong type", CompactObject.tree(found), allowed);
    }
}
