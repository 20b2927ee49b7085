package io.weir.delta.schema;

import tools.jackson.core.JsonGenerator;

/** Exact numbers of {@code precision} digits, {@code scale} of them behind the point. */
public record DecimalType(int precision, int scale) implements DataType {

    /** The most digits that the protocol allows. */
    public static final int MAX_PRECISION = 38;

    @Override
    public void write(JsonGenerator json) {
        json.writeString(toString());
    }

    @Override
    public String toString() {
        return "decimal(" + precision + "," + scale + ")";
    }
}
