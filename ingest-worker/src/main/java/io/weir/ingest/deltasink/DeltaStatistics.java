package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file's statistics as Delta has them, out of what DuckDB returns of a {@code COPY}: names of leaves such as
 * {@code "a"."b"}, and for each its {@code min}, {@code max} and {@code null_count} as text.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">the protocol</a>
 */
final class DeltaStatistics {

    /** As Spark does: longer texts are cut, and a cut maximum gets a character that no text exceeds. */
    private static final int LONGEST_TEXT = 32;

    private static final String GREATEST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final Map<String, Map<String, String>> leaves;

    DeltaStatistics(Map<String, Map<String, String>> leaves) {
        this.leaves = leaves;
    }

    /** The statistics of a file with so many rows of these columns. */
    Map<String, Object> of(StructType columns, long rows) {
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("numRecords", rows);
        statistics.put("minValues", collect(columns, "", Statistic.MIN));
        statistics.put("maxValues", collect(columns, "", Statistic.MAX));
        statistics.put("nullCount", collect(columns, "", Statistic.NULLS));
        return statistics;
    }

    private enum Statistic {
        MIN,
        MAX,
        NULLS
    }

    private Map<String, Object> collect(StructType columns, String prefix, Statistic statistic) {
        Map<String, String> names = ColumnNames.of(columns.fields().keySet());
        Map<String, Object> values = new LinkedHashMap<>();
        columns.fields().forEach((key, type) -> {
            String name = names.getOrDefault(key, key);
            String path = prefix + '"' + name.replace("\"", "\"\"") + '"';
            Object value = type instanceof StructType struct
                    ? collect(struct, path + ".", statistic)
                    : leaf(leaves.get(path), type, statistic);
            if (value != null && !(value instanceof Map<?, ?> nested && nested.isEmpty())) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static @Nullable Object leaf(@Nullable Map<String, String> found, ValueType type, Statistic statistic) {
        if (found == null) {
            return null;
        }
        if (statistic == Statistic.NULLS) {
            String nulls = found.get("null_count");
            return nulls == null ? null : Long.valueOf(nulls);
        }
        String bound = found.get(statistic == Statistic.MIN ? "min" : "max");
        // DuckDB leaves what is no number out of its bounds; readers take it for more than every number.
        return bound == null || "true".equals(found.get("has_nan"))
                ? null
                : bound(bound, type.sql(), statistic == Statistic.MAX);
    }

    private static @Nullable Object bound(String text, String type, boolean upper) {
        if (type.startsWith("DECIMAL")) {
            return new BigDecimal(text);
        }
        return switch (type) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT" -> Long.valueOf(text);
            case "DOUBLE" -> finite(text);
            case "VARCHAR" -> cut(text, upper);
            case "DATE" -> TimeBounds.ofDate(text).orElse(null);
            case "TIMESTAMP" -> TimeBounds.ofLocal(text, upper).orElse(null);
            case "TIMESTAMP WITH TIME ZONE" -> TimeBounds.ofInstant(text, upper).orElse(null);
            // What is not surely written alike by both is left out; a file without a bound is never skipped.
            default -> null;
        };
    }

    private static @Nullable Double finite(String text) {
        double value =
                switch (text) {
                    case "inf", "-inf", "nan" -> Double.NaN;
                    default -> Double.parseDouble(text);
                };
        return Double.isFinite(value) ? value : null;
    }

    private static String cut(String text, boolean upper) {
        if (text.codePointCount(0, text.length()) <= LONGEST_TEXT) {
            return text;
        }
        String prefix = text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
        return upper ? prefix + GREATEST : prefix;
    }
}
