package io.weir.test.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds JSON values against schemas of an OpenAPI 3.1 document, which are of JSON Schema 2020-12. Formats are held, too; and a field
 * that an object's schema does not name is a fault, though a schema that does not forbid it allows it: what is answered is documented.
 */
final class SchemaCheck {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final JsonNode components;
    private final Map<JsonNode, Schema> read = new HashMap<>();

    SchemaCheck(JsonNode document) {
        this.document = document;
        this.components = document.path("components").deepCopy();
        forbidOthers(components);
    }

    /** What is wrong, each with its place; empty when the value is as the schema says. */
    List<String> faults(JsonNode value, JsonNode schema) {
        return read.computeIfAbsent(schema, this::read).validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** What a reference of the document stands for; anything else stands for itself. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** References begin at the root of what they are in. */
    private Schema read(JsonNode schema) {
        ObjectNode root = schema.isObject() ? (ObjectNode) schema.deepCopy() : JsonNodeFactory.instance.objectNode();
        forbidOthers(root);
        root.set("components", components);
        return SCHEMAS.getSchema(root);
    }

    private static void forbidOthers(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(SchemaCheck::forbidOthers);
    }
}
