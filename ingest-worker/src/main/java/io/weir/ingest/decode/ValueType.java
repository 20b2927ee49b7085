package io.weir.ingest.decode;

import java.util.Map;

/**
 * The type of a column or of a part of one, as far as JSON can tell types apart.
 *
 * <p>Numbers without a fraction are {@code BIGINT}, others {@code DOUBLE}; objects and arrays stay nested; everything
 * that varies, dates and times included, stays the text that was sent, so that nothing is lost by guessing.
 */
public sealed interface ValueType permits ScalarType, StructType, ListType, MapType, ForeignType {

    /** Its name in DuckDB. */
    String sql();

    /** DuckDB's name of the type that {@link #convert} takes. */
    String read(NumberReading reading);

    /** A JSON value that makes DuckDB's reader infer exactly the type that {@link #convert} takes. */
    String prototype(NumberReading reading);

    /** An expression that turns a value as read into this type; an error if it does not fit. */
    String convert(String value, NumberReading reading);

    /** Whether {@link #convert} changes anything. */
    boolean converts();

    /**
     * Collects for each place that a value of this type can be wrong at, what finds it.
     *
     * @param json expression of the whole record
     * @param path where this value is, as a JSON path
     * @param found conditions by expressions of the reasons
     */
    void misfits(String json, JsonPath path, Map<String, String> found);

    /** This type with the keys that {@code seen} has more; nothing that is there changes. */
    default ValueType evolve(ValueType seen) {
        return this;
    }

    /** This type with the types of {@code wider} where those have room for all that is there; no key comes and none goes. */
    default ValueType widen(ValueType wider) {
        return TypeWidening.isSafe(sql(), wider.sql()) ? wider : this;
    }
}
