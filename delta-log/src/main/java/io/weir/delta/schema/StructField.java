package io.weir.delta.schema;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.UnknownFields;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * A named column of a struct.
 *
 * @param metadata column mapping, comments, generation and whatever else writers leave there, kept as it is
 */
public record StructField(String name, DataType type, boolean nullable, UnknownFields metadata, UnknownFields unknown) {

    /** Where column mapping keeps the name that files and partition values use. */
    public static final String PHYSICAL_NAME = "delta.columnMapping.physicalName";

    /** A column that may be null, without metadata. */
    public static StructField of(String name, DataType type) {
        return new StructField(name, type, true, UnknownFields.NONE, UnknownFields.NONE);
    }

    /** The name in data files and partition values: the column's own one unless column mapping gave another. */
    public String physicalName() {
        JsonNode physical = metadata.values().get(PHYSICAL_NAME);
        return physical == null || !physical.isString() ? name : physical.stringValue();
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeName("type");
        type.write(json);
        json.writeBooleanProperty("nullable", nullable);
        new FieldWriter(json)
                .object("metadata", fields -> fields.unknown(metadata))
                .unknown(unknown);
        json.writeEndObject();
    }
}
