package io.weir.delta.schema;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.UnknownFields;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Columns in their order; the type of a table as a whole. */
public record StructType(List<StructField> fields, UnknownFields unknown) implements DataType {

    public StructType {
        fields = List.copyOf(fields);
    }

    public static StructType of(List<StructField> fields) {
        return new StructType(fields, UnknownFields.NONE);
    }

    /**
     * Reads a {@code schemaString}. Keeps what it does not know; see {@link SchemaRules} for what a new table may have.
     *
     * @throws InvalidActionException which names the field, as in {@code schema.fields[2].type}
     */
    public static StructType parse(String schemaString) {
        return parse(DeltaJson.parse(schemaString, "schema"), "schema");
    }

    /** As {@link #parse(String)}, with another name for the schema in errors. */
    public static StructType parse(JsonNode schema, String path) {
        if (SchemaReader.read(schema, path, 0) instanceof StructType struct) {
            return struct;
        }
        throw new InvalidActionException(path, "is not a struct", schema, "{\"type\":\"struct\",\"fields\":[…]}");
    }

    /** The column of exactly this name. */
    public Optional<StructField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The schema as a {@code schemaString}. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = DeltaJson.mapper().createGenerator(text)) {
            write(json);
        }
        return text.toString();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "struct");
        json.writeName("fields");
        json.writeStartArray();
        fields.forEach(field -> field.write(json));
        json.writeEndArray();
        new FieldWriter(json).unknown(unknown);
        json.writeEndObject();
    }
}
