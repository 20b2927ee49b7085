package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The least or the greatest value of a column in a file, as Delta's statistics write it; null where it is not surely read
 * alike by everybody: a file without a bound is never skipped.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">the protocol</a>
 */
enum DeltaBound {
    MIN,
    MAX;

    /** As Spark does: longer texts are cut, and a cut maximum gets a character that no text exceeds. */
    private static final int LONGEST_TEXT = 32;

    private static final String GREATEST = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** Out of what DuckDB tells of a column that it wrote; null if it tells nothing. */
    @Nullable
    Object of(@Nullable String text, ValueType type) {
        if (text == null) {
            return null;
        }
        return switch (type.sql()) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT" -> Long.valueOf(text);
            case "DOUBLE" -> isInfinite(text) ? null : Double.valueOf(text);
            case "FLOAT" -> isInfinite(text) ? null : Float.valueOf(text);
            case "VARCHAR" -> cut(text);
            case "DATE" -> TimeBounds.ofDate(text).orElse(null);
            case "TIMESTAMP" -> TimeBounds.ofLocal(text, this == MAX).orElse(null);
            case "TIMESTAMP WITH TIME ZONE" ->
                TimeBounds.ofInstant(text, this == MAX).orElse(null);
            default -> type.sql().startsWith("DECIMAL") ? new BigDecimal(text) : null;
        };
    }

    /** Whether files tell bounds of columns of a type, as they do of what can be compared. */
    static boolean isOf(ValueType type) {
        return switch (type.sql()) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DOUBLE", "FLOAT", "VARCHAR", "DATE", "TIMESTAMP" -> true;
            case "TIMESTAMP WITH TIME ZONE" -> true;
            default -> type.sql().startsWith("DECIMAL") && !type.sql().endsWith("]");
        };
    }

    /** JSON has no such numbers. */
    private static boolean isInfinite(String text) {
        return text.equals("inf") || text.equals("-inf") || text.equals("nan");
    }

    private String cut(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST_TEXT) {
            return text;
        }
        String prefix = text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
        return this == MAX ? prefix + GREATEST : prefix;
    }
}
