package io.weir.ingest.decode;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type that somebody gave a column of the table, and that JSON does not have, such as {@code TIMESTAMP}. Values come
 * as text and are cast.
 */
record ForeignType(String sql) implements ValueType {

    private static final Set<String> WHOLE = Set.of(
            "TINYINT", "SMALLINT", "INTEGER", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT");

    @Override
    public String read(NumberReading reading) {
        return ScalarType.VARCHAR.sql();
    }

    @Override
    public String prototype(NumberReading reading) {
        return ScalarType.VARCHAR.prototype(reading);
    }

    @Override
    public String convert(String value, NumberReading reading) {
        Optional<ExactText> exact = ExactText.of(sql);
        if (exact.isPresent()) {
            return exact.get().cast(value);
        }
        String cast = "cast(" + value + " as " + sql + ")";
        return isWhole(sql)
                ? "case when " + value + " is null then null when " + whole(value) + " then " + cast
                        + " else error('is no whole number') end"
                : cast;
    }

    /** Whether it is one of whole numbers. */
    static boolean isWhole(String type) {
        return WHOLE.contains(type);
    }

    /** A cast alone would round. */
    static String whole(String value) {
        String number = "try_cast(" + value + " as DOUBLE)";
        return number + " = trunc(" + number + ")";
    }

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        String fits = "try_cast({text} as " + sql + ") is not null";
        found.put(
                Sql.text(path.text() + " does not fit " + sql),
                path.misfit(json, isWhole(sql) ? whole("{text}") + " and " + fits : fits));
        ExactText.of(sql).ifPresent(exact -> {
            String holds = "not (" + exact.loses("{text}") + ")";
            found.put(exact.reason(path.text(), path.firstMisfit(json, holds)), path.misfit(json, holds));
        });
    }
}
