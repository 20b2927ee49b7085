package io.weir.support.openapi.example;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Values that are as schemas say: the examples that they give, and where they give none, the plainest ones. */
final class SchemaExamples {

    /** How much of an object is in its example. */
    enum Extent {
        /** What must be there, and what an example was given of. */
        WHAT_IS_NEEDED,
        ALL
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The last page of a list is the plain one. */
    private static final String NEXT_PAGE = "nextPageToken";

    /** Texts that are as they are called would tell little. */
    private static final Map<String, String> TEXTS = Map.of(
            "name", "orders",
            "owner", "user:ann",
            "table", "sales.orders",
            "store", "lake",
            "topic", "orders");

    private final Map<String, ?> schemas;

    /** @param schemas those of the document, by name */
    SchemaExamples(Map<String, ?> schemas) {
        this.schemas = schemas;
    }

    Object of(Schema<?> schema, Extent extent) {
        return value("value", schema, extent, new ArrayDeque<>());
    }

    /** @param within names of the schemas that it is a part of: what holds itself ends there */
    private Object value(String name, Schema<?> said, Extent extent, Deque<String> within) {
        String reference = said.get$ref();
        // What is said where one is referred to goes before what it says of itself.
        if (reference == null || said.getExample() != null) {
            return plain(name, said, extent, within);
        }
        String named = named(reference);
        within.push(named);
        Object value = plain(name, (Schema<?>) Objects.requireNonNull(schemas.get(named), named), extent, within);
        within.pop();
        return value;
    }

    private Object plain(String name, Schema<?> schema, Extent extent, Deque<String> within) {
        if (schema.getExample() != null) {
            return given(schema);
        }
        if (schema.getEnum() != null) {
            return schema.getEnum().get(0);
        }
        if (schema.getDefault() != null) {
            return schema.getDefault();
        }
        return switch (type(schema)) {
            case "object" -> object(schema, extent, within);
            case "array" ->
                isOf(within, schema.getItems()) ? List.of() : List.of(value(name, schema.getItems(), extent, within));
            case "integer" -> schema.getMinimum() == null ? 1 : schema.getMinimum();
            case "number" -> 1.5;
            case "boolean" -> true;
            case "string" -> text(name, schema);
            default -> Map.of();
        };
    }

    private Object object(Schema<?> schema, Extent extent, Deque<String> within) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (isIn(name, property, schema, extent) && !isOf(within, property)) {
                    object.put(name, value(name, property, extent, within));
                }
            });
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> more && extent == Extent.ALL && !isOf(within, more)) {
            object.put("key", value("value", more, extent, within));
        }
        return object;
    }

    private static boolean isIn(String name, Schema<?> property, Schema<?> of, Extent extent) {
        boolean required = of.getRequired() != null && of.getRequired().contains(name);
        boolean wanted = extent == Extent.ALL ? !name.equals(NEXT_PAGE) : property.getExample() != null;
        return required || wanted;
    }

    private static boolean isOf(Deque<String> within, @Nullable Schema<?> part) {
        return part != null && part.get$ref() != null && within.contains(named(part.get$ref()));
    }

    /** An annotation gives every example as a text. */
    private static Object given(Schema<?> schema) {
        if (schema.getExample() instanceof String text && !type(schema).equals("string")) {
            try {
                return JSON.readValue(text, Object.class);
            } catch (JacksonException isText) {
                return text;
            }
        }
        return schema.getExample();
    }

    private static Object text(String name, Schema<?> schema) {
        return switch (Objects.toString(schema.getFormat(), "")) {
            case "date-time" -> "2026-11-25T08:30:00Z";
            case "date" -> "2026-11-25";
            case "uuid" -> "0197a3d2-5c1e-7c43-9a0b-6f1d2e3c4b5a";
            case "uri" -> "https://lake.example/files";
            default -> TEXTS.getOrDefault(name, name);
        };
    }

    private static String type(Schema<?> schema) {
        return schema.getTypes() == null || schema.getTypes().isEmpty()
                ? Objects.toString(schema.getType(), "")
                : schema.getTypes().iterator().next();
    }

    private static String named(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
