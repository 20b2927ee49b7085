package io.weir.delta.skipping;

import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of all types as ranges of doubles, rounded outwards. */
final class Numbers {

    /** More significant digits than a double surely keeps: a writer may have gone through one. */
    private static final int SAFE_DIGITS = 15;

    /** Every whole number below is a double: 2<sup>53</sup>. */
    private static final double SURELY_EXACT = 0x1p53;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d{1,400}(?:\\.\\d{0,400})?|\\.\\d{1,400})(?:[eE][+-]?\\d{1,4})?");

    private Numbers() {}

    static boolean isFloating(DataType type) {
        return type == PrimitiveType.DOUBLE || type == PrimitiveType.FLOAT;
    }

    static boolean isWhole(DataType type) {
        return Domain.of(type) == Domain.NUMBER && !isFloating(type) && !(type instanceof DecimalType);
    }

    /** The number that a text is, with blanks around it allowed. */
    static Optional<BigDecimal> parse(String text) {
        String stripped = text.strip();
        return NUMBER.matcher(stripped).matches() ? Optional.of(new BigDecimal(stripped)) : Optional.empty();
    }

    static KeyRange range(BigDecimal value) {
        double nearest = value.doubleValue();
        if (Math.abs(nearest) < SURELY_EXACT && value.scale() <= 0) {
            return KeyRange.point(SortKey.number(nearest));
        }
        int distance = compare(nearest, value);
        return range(distance > 0 ? Math.nextDown(nearest) : nearest, distance < 0 ? Math.nextUp(nearest) : nearest);
    }

    private static int compare(double nearest, BigDecimal value) {
        return Double.isInfinite(nearest) ? (nearest > 0 ? 1 : -1) : new BigDecimal(nearest).compareTo(value);
    }

    /** Of a value that stands in a file of this type: wide enough for what writers and engines make of it. */
    static KeyRange stored(DataType type, BigDecimal value) {
        if (type == PrimitiveType.FLOAT) {
            float nearest = value.floatValue();
            return range(Math.nextDown(nearest), Math.nextUp(nearest));
        }
        double nearest = value.doubleValue();
        boolean inexact = type == PrimitiveType.DOUBLE
                || (type instanceof DecimalType decimal && decimal.precision() > SAFE_DIGITS);
        return inexact ? range(Math.nextDown(Math.nextDown(nearest)), Math.nextUp(Math.nextUp(nearest))) : range(value);
    }

    /** Of what is no number in JSON: the range knows nothing of a NaN, which engines sort behind all numbers. */
    static Optional<KeyRange> storedText(DataType type, String text) {
        return switch (text) {
            case "NaN" -> Optional.of(range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            case "Infinity", "+Infinity", "Inf" ->
                Optional.of(range(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
            case "-Infinity", "-Inf" -> Optional.of(range(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
            default -> parse(text).map(value -> stored(type, value));
        };
    }

    private static KeyRange range(double low, double high) {
        return new KeyRange(SortKey.number(low), SortKey.number(high));
    }
}
