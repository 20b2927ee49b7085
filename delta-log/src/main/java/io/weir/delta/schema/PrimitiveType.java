package io.weir.delta.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The types without parameters. */
public enum PrimitiveType implements DataType {
    STRING,
    LONG,
    INTEGER,
    SHORT,
    BYTE,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    BINARY,
    DATE,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    VARIANT,
    /** The type of a column that holds nulls only; Spark writes it, readers may drop the column. */
    VOID;

    /** The name in the schema's JSON, such as {@code timestamp_ntz}. */
    public String typeName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PrimitiveType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.typeName().equals(name))
                .findAny();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeString(typeName());
    }

    @Override
    public String toString() {
        return typeName();
    }
}
