package io.weir.ingest.decode;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a number as text has no more digits after the point than a {@code DECIMAL}, whose cast would round the others
 * away without a word.
 *
 * @param type DuckDB's name of the type
 * @param digits that it has after the point
 */
record DecimalScale(String type, int digits) implements ExactText {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(\\d+, ?(\\d+)\\)");

    /** Of a type that is one of decimals. */
    static Optional<DecimalScale> of(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        return decimal.matches()
                ? Optional.of(new DecimalScale(type, Integer.parseInt(decimal.group(1))))
                : Optional.empty();
    }

    @Override
    public String harm() {
        return "round";
    }

    @Override
    public String plain(String value) {
        return "(not contains(" + value + ", '.') or length(" + value + ") - instr(" + value + ", '.') <= " + digits
                + ") and not contains(" + value + ", 'e') and not contains(" + value + ", 'E')";
    }

    /** Digits after the point, less those that an exponent moves before it and the zeros at the end, which say nothing. */
    @Override
    public String holds(String value) {
        String all = digitsOf("regexp_extract(" + value + ", '^[^eE]*')");
        String significant = "rtrim(" + all + ", '0')";
        String fraction = digitsOf("regexp_extract(" + value + ", '[.]([^eE]*)', 1)");
        String exponent =
                "try_cast(coalesce(nullif(regexp_extract(" + value + ", '[eE](.*)', 1), ''), '0') as INTEGER)";
        return "(" + significant + " = '' or length(" + fraction + ") - " + exponent + "::BIGINT - (length(" + all
                + ") - length(" + significant + ")) <= " + digits + ")";
    }

    private static String digitsOf(String value) {
        return "regexp_replace(" + value + ", '[^0-9]', '', 'g')";
    }
}
