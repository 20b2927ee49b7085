package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** What the API document says of a value. Absent where it says nothing. */
final class Schema {

    private final UnaryOperator<JsonNode> resolver;
    private final JsonNode definition;

    Schema(UnaryOperator<JsonNode> resolver, JsonNode definition) {
        this.resolver = resolver;
        this.definition = resolver.apply(definition);
    }

    boolean isPresent() {
        return !definition.isMissingNode();
    }

    /** {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code array} or {@code object}; empty for any. */
    String type() {
        return definition.path("type").asString("");
    }

    /** Fields by their names; none of a map, or of an object that may have any. */
    Map<String, Schema> fields() {
        Map<String, Schema> fields = new LinkedHashMap<>();
        definition.path("properties").forEachEntry((name, field) -> fields.put(name, new Schema(resolver, field)));
        return fields;
    }

    Schema field(String name) {
        return new Schema(resolver, definition.path("properties").path(name));
    }

    List<String> required() {
        return texts("required");
    }

    /** The only texts that are allowed; empty where all are. */
    List<String> allowed() {
        return texts("enum");
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        definition.path(name).forEach(text -> texts.add(text.asString()));
        return texts;
    }

    /** What each element of an array is. */
    Schema item() {
        return new Schema(resolver, definition.path("items"));
    }

    /** What each value of a map is, whose names are anybody's choice; absent of all that is no map. */
    Schema entry() {
        return new Schema(resolver, definition.path("additionalProperties"));
    }

    boolean isMap() {
        return entry().isPresent() && fields().isEmpty();
    }

    boolean isText() {
        return type().equals("string");
    }

    /** Whether it is one value, neither array nor object. */
    boolean isPlain() {
        return isText() || type().equals("integer") || type().equals("number") || type().equals("boolean");
    }

    /** Whether a value of it is a secret, which is no argument of a command and is not printed. */
    boolean isSecret() {
        return definition.path("writeOnly").asBoolean(false)
                || definition.path("format").asString("").equals("password");
    }

    String description() {
        return definition.path("description").asString("");
    }

    /** The least that a number may be; missing where all may be. */
    JsonNode minimum() {
        return definition.path("minimum");
    }

    JsonNode maximum() {
        return definition.path("maximum");
    }

    /** A value as people write it; empty where the document has none. */
    String example() {
        JsonNode example = definition.path("example");
        return example.isMissingNode() || example.isContainer() ? "" : example.asString();
    }
}
