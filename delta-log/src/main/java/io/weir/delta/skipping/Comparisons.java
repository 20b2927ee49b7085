package io.weir.delta.skipping;

import io.weir.delta.predicate.Constant;
import io.weir.delta.predicate.Operator;
import java.util.List;
import java.util.Optional;

/** A column compared with a constant. */
final class Comparisons {

    private Comparisons() {}

    /** If the constant has no place in the order of the column, all that is known is that null compares with nothing. */
    static FileFilter filter(Placed place, Operator operator, Constant constant, int position) {
        Optional<KeyRange> range = Constants.range(constant, place.column().type(), position);
        return range.map(value -> FileFilter.allOf(List.of(place.mayHaveValue(), bounds(place, operator, value))))
                .orElseGet(place::mayHaveValue);
    }

    private static FileFilter bounds(Placed place, Operator operator, KeyRange value) {
        return switch (operator) {
            case LESS -> place.low(value.high(), !value.isPoint());
            case AT_MOST -> place.low(value.high(), true);
            case GREATER -> place.high(value.low(), !value.isPoint(), true);
            case AT_LEAST -> place.high(value.low(), true, true);
            case EQUAL -> place.within(value.low(), value.high(), false);
            case NOT_EQUAL -> notEqual(place, value);
        };
    }

    /** A file of this one value only; NaN, which is in no bound, is another value. */
    private static FileFilter notEqual(Placed place, KeyRange value) {
        boolean tells = value.isPoint() && !Numbers.isFloating(place.column().type());
        return tells ? place.within(value.low(), value.high(), true) : FileFilter.ALWAYS;
    }
}
