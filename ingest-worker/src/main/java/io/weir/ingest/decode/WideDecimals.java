package io.weir.ingest.decode;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where decimals are that have more digits than a {@code DOUBLE} keeps, which is what DuckDB's JSON reader makes of every
 * number with a point or an exponent before a {@code DECIMAL} sees it.
 *
 * @param keys of objects, at any depth
 * @param elements whether they are in lists or maps, too
 */
record WideDecimals(Set<String> keys, boolean elements) {

    /** Any number of so many digits is a {@code DOUBLE} that prints as it was written (IEEE 754: 53 bits). */
    static final int DOUBLE_DIGITS = 15;

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), ?\\d+\\)");

    WideDecimals {
        keys = Set.copyOf(keys);
    }

    static WideDecimals of(StructType columns) {
        Set<String> keys = new TreeSet<>();
        boolean elements = collect(columns, keys);
        return new WideDecimals(keys, elements);
    }

    /** Whether a type is one of such decimals. */
    static boolean is(ValueType type) {
        Matcher decimal = DECIMAL.matcher(type instanceof ForeignType ? type.sql() : "");
        return decimal.matches() && Integer.parseInt(decimal.group(1)) > DOUBLE_DIGITS;
    }

    private static boolean collect(ValueType type, Set<String> keys) {
        if (type instanceof ListType list) {
            return collect(list.element(), keys) || is(list.element());
        }
        if (type instanceof MapType map) {
            return collect(map.value(), keys) || is(map.value());
        }
        boolean elements = false;
        if (type instanceof StructType struct) {
            for (Map.Entry<String, ValueType> field : struct.fields().entrySet()) {
                if (is(field.getValue())) {
                    keys.add(field.getKey());
                }
                elements |= collect(field.getValue(), keys);
            }
        }
        return elements;
    }

    boolean isEmpty() {
        return keys.isEmpty() && !elements;
    }
}
