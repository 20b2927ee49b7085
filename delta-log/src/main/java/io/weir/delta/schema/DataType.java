package io.weir.delta.schema;

import tools.jackson.core.JsonGenerator;

/** The type of a column, of an element, of a key or of a value. */
public sealed interface DataType permits PrimitiveType, DecimalType, StructType, ArrayType, MapType {

    /** Writes the type as the protocol's "Schema Serialization Format" has it. */
    void write(JsonGenerator json);

    /** Whether a partition column can have this type: each of its values is a text. */
    default boolean isOfTexts() {
        return this instanceof DecimalType
                || (this instanceof PrimitiveType && this != PrimitiveType.VARIANT && this != PrimitiveType.VOID);
    }
}
