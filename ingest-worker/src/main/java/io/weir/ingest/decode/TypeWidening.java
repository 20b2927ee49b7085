package io.weir.ingest.decode;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The changes of a type that leave every value what it was, by DuckDB's names of types. */
final class TypeWidening {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    /** Digits that the values of whole types have at most. */
    private static final Map<String, Integer> DIGITS = Map.of(
            "TINYINT",
            3,
            "SMALLINT",
            5,
            "INTEGER",
            10,
            "BIGINT",
            19,
            "UTINYINT",
            3,
            "USMALLINT",
            5,
            "UINTEGER",
            10,
            "UBIGINT",
            20);

    /** Whole numbers of so many digits fit into 64 bits with a sign, and into the 53 bits of a DOUBLE. */
    private static final int SHORT_DIGITS = 10;

    private TypeWidening() {}

    static boolean isSafe(String before, String after) {
        return switch (after) {
            case "BIGINT" -> isShort(before);
            case "DOUBLE" -> isShort(before) || before.equals("FLOAT");
            case "TIMESTAMP" -> before.equals("DATE");
            default -> isWiderDecimal(before, after);
        };
    }

    private static boolean isShort(String type) {
        return DIGITS.getOrDefault(type, Integer.MAX_VALUE) <= SHORT_DIGITS;
    }

    private static boolean isWiderDecimal(String before, String after) {
        Matcher wide = DECIMAL.matcher(after);
        if (!wide.matches()) {
            return false;
        }
        Matcher narrow = DECIMAL.matcher(before);
        if (narrow.matches()) {
            return scale(wide) >= scale(narrow) && wholeDigits(wide) >= wholeDigits(narrow) && !before.equals(after);
        }
        return DIGITS.getOrDefault(before, Integer.MAX_VALUE) <= wholeDigits(wide);
    }

    private static int scale(Matcher decimal) {
        return Integer.parseInt(decimal.group(2));
    }

    /** Those before the point. */
    private static int wholeDigits(Matcher decimal) {
        return Integer.parseInt(decimal.group(1)) - scale(decimal);
    }
}
