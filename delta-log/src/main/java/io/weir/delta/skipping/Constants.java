package io.weir.delta.skipping;

import io.weir.delta.predicate.Constant;
import io.weir.delta.predicate.Expression;
import io.weir.delta.predicate.Expression.Cast;
import io.weir.delta.predicate.Expression.Literal;
import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.PrimitiveType;
import java.math.BigDecimal;
import java.util.Optional;

/** What constants are, and where they stand in the order of a column's type. */
final class Constants {

    private Constants() {}

    /** The constant that an expression is; empty for one with a column in it. */
    static Optional<Constant> of(Expression expression) {
        if (expression instanceof Literal literal) {
            return Optional.of(literal.value());
        }
        return expression instanceof Cast cast
                ? of(cast.operand()).map(value -> cast(value, cast.type()))
                : Optional.empty();
    }

    private static Constant cast(Constant value, DataType type) {
        if (value instanceof Constant.Null) {
            return value;
        }
        if (type == PrimitiveType.DATE) {
            return date(value);
        }
        if (Domain.of(type) == Domain.TIME && value instanceof Constant.Text text) {
            return new Constant.Instant(text.value());
        }
        boolean kept = (type == PrimitiveType.STRING && value instanceof Constant.Text)
                || (type == PrimitiveType.DOUBLE && value instanceof Constant.Numeric)
                || (type == PrimitiveType.BOOLEAN && value instanceof Constant.Truth)
                || (Numbers.isWhole(type) && value instanceof Constant.Numeric number && isWhole(number.value()));
        return kept ? value : new Constant.Unknown();
    }

    private static Constant date(Constant value) {
        Optional<Constant> day = value instanceof Constant.Text text
                ? Times.date(text.value()).map(Constant.Day::new)
                : Optional.empty();
        return value instanceof Constant.Day ? value : day.orElseGet(Constant.Unknown::new);
    }

    private static boolean isWhole(BigDecimal value) {
        return value.precision() <= 38 && value.stripTrailingZeros().scale() <= 0;
    }

    /**
     * Where a constant stands; empty if engines differ in how they would compare it with a column of this type.
     *
     * @throws InvalidPredicateException if it is a text that says nothing of the type
     */
    static Optional<KeyRange> range(Constant constant, DataType type, int position) {
        if (constant instanceof Constant.Text text) {
            return ofText(text.value(), type, position);
        }
        return switch (Domain.of(type)) {
            case NUMBER ->
                constant instanceof Constant.Numeric number
                        ? Optional.of(Numbers.range(number.value()))
                        : Optional.empty();
            case TIME -> ofTime(constant, type, position);
            case TRUTH ->
                constant instanceof Constant.Truth truth
                        ? Optional.of(KeyRange.point(SortKey.truth(truth.value())))
                        : Optional.empty();
            case TEXT, OPAQUE -> Optional.empty();
        };
    }

    private static Optional<KeyRange> ofText(String text, DataType type, int position) {
        return switch (Domain.of(type)) {
            case TEXT -> Texts.isWellFormed(text) ? Optional.of(KeyRange.point(SortKey.text(text))) : Optional.empty();
            case NUMBER -> {
                BigDecimal number = Numbers.parse(text).orElseThrow(() -> no(type, text, position, "a number"));
                // Some engines would cut what stands behind the point.
                yield !Numbers.isWhole(type) || isWhole(number) ? Optional.of(Numbers.range(number)) : Optional.empty();
            }
            case TIME -> ofTime(new Constant.Instant(text), type, position);
            case TRUTH ->
                Optional.of(KeyRange.point(SortKey.truth(
                        StoredValues.truth(text).orElseThrow(() -> no(type, text, position, "'true' or 'false'")))));
            case OPAQUE -> Optional.empty();
        };
    }

    private static Optional<KeyRange> ofTime(Constant constant, DataType type, int position) {
        if (constant instanceof Constant.Day day) {
            return Optional.of(KeyRange.point(SortKey.micros(Times.micros(day.value()))));
        }
        if (!(constant instanceof Constant.Instant instant)) {
            return Optional.empty();
        }
        Times.Moment moment = Times.moment(instant.text())
                .orElseThrow(() -> no(
                        type,
                        instant.text(),
                        position,
                        "a time as '2026-01-31', '2026-01-31 12:00:00' or with a zone"));
        // A date, compared with a time of day or with a zone, becomes one or the other.
        boolean fits = type == PrimitiveType.TIMESTAMP
                || (!moment.zoned() && (type != PrimitiveType.DATE || moment.micros() % Times.DAY == 0));
        return fits ? Optional.of(KeyRange.point(SortKey.micros(moment.micros()))) : Optional.empty();
    }

    private static InvalidPredicateException no(DataType type, String text, int position, String allowed) {
        return new InvalidPredicateException(position, "is not of type " + type, "'" + text + "'", allowed);
    }
}
