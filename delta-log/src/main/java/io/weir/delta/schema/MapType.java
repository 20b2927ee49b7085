package io.weir.delta.schema;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.UnknownFields;
import tools.jackson.core.JsonGenerator;

/** Maps; keys are never null. */
public record MapType(DataType keyType, DataType valueType, boolean valueContainsNull, UnknownFields unknown)
        implements DataType {

    @Override
    public void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "map");
        json.writeName("keyType");
        keyType.write(json);
        json.writeName("valueType");
        valueType.write(json);
        json.writeBooleanProperty("valueContainsNull", valueContainsNull);
        new FieldWriter(json).unknown(unknown);
        json.writeEndObject();
    }
}
