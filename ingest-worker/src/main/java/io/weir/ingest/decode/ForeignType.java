package io.weir.ingest.decode;

import java.util.Map;

/**
 * A type that somebody gave a column of the table, and that JSON does not have, such as {@code TIMESTAMP}. Values come
 * as text and are cast.
 */
record ForeignType(String sql) implements ValueType {

    @Override
    public String prototype(NumberReading reading) {
        return ScalarType.VARCHAR.prototype(reading);
    }

    @Override
    public String convert(String value, NumberReading reading) {
        return "cast(" + value + " as " + sql + ")";
    }

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        found.put(
                path.text() + " does not fit " + sql, path.misfit(json, "try_cast({text} as " + sql + ") is not null"));
    }
}
