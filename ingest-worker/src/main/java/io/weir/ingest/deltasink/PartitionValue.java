package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ValueType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of columns that a table is partitioned by, as texts.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#partition-value-serialization">the protocol</a>
 */
public final class PartitionValue {

    private static final Pattern YEAR = Pattern.compile("(?!0000)\\d{4}-.*");
    private static final String MICROSECONDS = "%H:%M:%S.%f";

    private PartitionValue() {}

    /** Whether there are such texts of a type, of which equal values have the same one. */
    public static boolean isOf(ValueType type) {
        return expression("x", type).isPresent();
    }

    /** An expression of the text of a value; null where that is null, or an empty text, which Delta cannot tell from null. */
    static Optional<String> expression(String value, ValueType type) {
        if (type.sql().startsWith("DECIMAL") && !type.sql().endsWith("]")) {
            return Optional.of(value + "::varchar");
        }
        return switch (type.sql()) {
            case "VARCHAR" -> Optional.of("nullif(" + value + ", '')");
            case "BOOLEAN", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DATE" -> Optional.of(value + "::varchar");
            case "TIMESTAMP" -> Optional.of(time(value, value, "%Y-%m-%d " + MICROSECONDS));
            case "TIMESTAMP WITH TIME ZONE" ->
                Optional.of(time(value, "make_timestamp(epoch_us(" + value + "))", "%Y-%m-%dT" + MICROSECONDS + "Z"));
            default -> Optional.empty();
        };
    }

    private static String time(String value, String universal, String format) {
        return "case when isfinite(" + value + ") then strftime(" + universal + ", '" + format + "') else " + value
                + "::varchar end";
    }

    /** Whether every reader takes a text for the value that it was made of: of dates and times those of the years 1 to 9999. */
    static boolean isReadable(@Nullable String text, ValueType type) {
        boolean timed = type.sql().equals("DATE") || type.sql().startsWith("TIMESTAMP");
        return text == null || !timed || YEAR.matcher(text).matches();
    }
}
