package io.weir.delta.schema;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.UnknownFields;
import tools.jackson.core.JsonGenerator;

/** Lists of one element type. */
public record ArrayType(DataType elementType, boolean containsNull, UnknownFields unknown) implements DataType {

    @Override
    public void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "array");
        json.writeName("elementType");
        elementType.write(json);
        json.writeBooleanProperty("containsNull", containsNull);
        new FieldWriter(json).unknown(unknown);
        json.writeEndObject();
    }
}
