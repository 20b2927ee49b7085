package io.weir.delta.skipping;

import io.weir.delta.predicate.Constant;
import io.weir.delta.predicate.Operator;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.PrimitiveType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A column, cast, compared with a constant: as the column itself where the cast keeps its order and its values. */
final class Casts {

    private Casts() {}

    static FileFilter filter(Placed place, DataType type, Operator operator, Constant constant, int position) {
        DataType own = place.column().type();
        if (isKept(own, type)) {
            return Comparisons.filter(place, operator, constant, position);
        }
        if (type == PrimitiveType.DATE && Domain.of(own) == Domain.TIME) {
            return day(constant)
                    .map(day -> onDay(place, operator, day, position))
                    .orElseGet(place::mayHaveValue);
        }
        return place.mayHaveValue();
    }

    /** Whole numbers fit every number type but smaller whole ones; a date is the midnight that it begins with. */
    private static boolean isKept(DataType from, DataType to) {
        return from.equals(to)
                || (Numbers.isWhole(from) && to == PrimitiveType.LONG)
                || (Numbers.isWhole(from) && to == PrimitiveType.DOUBLE)
                || (from == PrimitiveType.DATE && to == PrimitiveType.TIMESTAMP_NTZ);
    }

    private static Optional<LocalDate> day(Constant constant) {
        if (constant instanceof Constant.Day day) {
            return Optional.of(day.value());
        }
        return constant instanceof Constant.Text text ? Times.date(text.value()) : Optional.empty();
    }

    /** A time is on a day if it is not before its midnight and before the next. */
    private static FileFilter onDay(Placed place, Operator operator, LocalDate day, int position) {
        Constant begin = new Constant.Day(day);
        Constant end = new Constant.Day(day.plusDays(1));
        return switch (operator) {
            case LESS -> Comparisons.filter(place, Operator.LESS, begin, position);
            case AT_MOST -> Comparisons.filter(place, Operator.LESS, end, position);
            case GREATER -> Comparisons.filter(place, Operator.AT_LEAST, end, position);
            case AT_LEAST -> Comparisons.filter(place, Operator.AT_LEAST, begin, position);
            case EQUAL ->
                FileFilter.allOf(List.of(
                        Comparisons.filter(place, Operator.AT_LEAST, begin, position),
                        Comparisons.filter(place, Operator.LESS, end, position)));
            case NOT_EQUAL -> place.mayHaveValue();
        };
    }
}
