package io.weir.delta.skipping;

import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;

/** Types whose values have one order, so that a column that is widened within it keeps the bounds of its older files. */
public enum Domain {
    /** Whole numbers, decimals and floating point: as doubles, rounded outwards. */
    NUMBER,
    /** Dates and timestamps: microseconds since 1970, a date as its midnight, without a zone as in UTC. */
    TIME,
    /** By UTF-8 bytes, as engines compare them. */
    TEXT,
    TRUTH,
    /** Values without an order that is known here; their nulls can be told. */
    OPAQUE;

    /** The domain of a type. */
    public static Domain of(DataType type) {
        if (type instanceof DecimalType) {
            return NUMBER;
        }
        return type instanceof PrimitiveType primitive ? ofPrimitive(primitive) : OPAQUE;
    }

    private static Domain ofPrimitive(PrimitiveType type) {
        return switch (type) {
            case LONG, INTEGER, SHORT, BYTE, FLOAT, DOUBLE -> NUMBER;
            case DATE, TIMESTAMP, TIMESTAMP_NTZ -> TIME;
            case STRING -> TEXT;
            case BOOLEAN -> TRUTH;
            case BINARY, VARIANT, VOID -> OPAQUE;
        };
    }
}
