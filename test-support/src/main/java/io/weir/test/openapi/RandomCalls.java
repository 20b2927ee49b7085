package io.weir.test.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes calls from an OpenAPI document: what it allows, and what is just beside it. The same seed, the same calls. */
final class RandomCalls {

    private static final List<String> STRINGS = List.of(
            "duck",
            "kafka",
            "nobody",
            "a",
            "x".repeat(300),
            "..",
            ".",
            "a/b",
            "s3://lake",
            "';drop table store;--",
            "%s%n",
            "caf\u00e9 \ud83d\ude80",
            "\u0000",
            "\r\nX-Evil: 1",
            "../../etc/passwd",
            "-1",
            "0",
            "1",
            "true",
            "null",
            "");
    private static final List<String> MALFORMED =
            List.of("", "{", "[]", "null", "\"text\"", "{\"name\":}", "{\"a\":1,\"a\":2}", "[".repeat(2000), "\u0000");

    private final Random random;
    private final SchemaCheck schemas;

    RandomCalls(long seed, SchemaCheck schemas) {
        this.random = new Random(seed);
        this.schemas = schemas;
    }

    /** A value for a parameter at a place: path, query, header or body. */
    private String string(String place) {
        String value = STRINGS.get(random.nextInt(STRINGS.size()));
        return place.equals("path") && value.isEmpty() ? "-" : value;
    }

    String target(String path, JsonNode operation) {
        String target = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            String value = encoded(string(parameter.path("in").asString()));
            if (parameter.path("in").asString().equals("path")) {
                target = target.replace("{" + name + "}", value);
            } else if (parameter.path("in").asString().equals("query") && random.nextBoolean()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }
        return target + query;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    String body(JsonNode operation) {
        if (random.nextInt(4) == 0) {
            return MALFORMED.get(random.nextInt(MALFORMED.size()));
        }
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        return new JsonMapper().writeValueAsString(value(schema, 0));
    }

    private JsonNode value(JsonNode reference, int depth) {
        JsonNode schema = schemas.resolve(reference);
        if (depth > 4 || random.nextInt(8) == 0) {
            return anything();
        }
        if (schema.has("enum") && random.nextInt(5) > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> JsonNodeFactory.instance.numberNode(random.nextLong() >> random.nextInt(64));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            default -> JsonNodeFactory.instance.stringNode(string("body"));
        };
    }

    private JsonNode anything() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(6)) {
            case 0 -> json.nullNode();
            case 1 -> json.numberNode(1e300);
            case 2 -> json.arrayNode().add(1);
            case 3 -> json.objectNode().put("unknown", true);
            case 4 -> json.booleanNode(false);
            default -> json.stringNode(string("body"));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(field -> {
            if (random.nextInt(8) > 0) {
                object.set(field.getKey(), value(field.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            String known = random.nextBoolean() ? "path" : string("body");
            object.put(known, string("body"));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int index = random.nextInt(3); index > 0; index--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }
}
