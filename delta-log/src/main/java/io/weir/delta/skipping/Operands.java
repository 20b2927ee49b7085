package io.weir.delta.skipping;

import io.weir.delta.predicate.Constant;
import io.weir.delta.predicate.Expression;
import io.weir.delta.predicate.Expression.Cast;
import io.weir.delta.predicate.Expression.Column;
import io.weir.delta.predicate.Expression.Like;
import io.weir.delta.predicate.Expression.Literal;
import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.predicate.Operator;
import io.weir.delta.schema.PrimitiveType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Conditions on single columns. */
final class Operands {

    private static final String OPERANDS = "columns and constants, cast or not";

    /** A backslash escapes in some engines and not in others, so that nothing behind one is known. */
    private static final Pattern WILDCARD = Pattern.compile("[%_\\\\]");

    private final SkippingColumns columns;
    private final Slots slots;

    Operands(SkippingColumns columns, Slots slots) {
        this.columns = columns;
        this.slots = slots;
    }

    /** The column of a path, or an error which names those there are. */
    SkippingColumn column(Column column) {
        return columns.find(column.path())
                .orElseThrow(() -> new InvalidPredicateException(
                        column.position(),
                        columns.isStruct(column.path()) ? "is a struct" : "is no column of the table",
                        "'" + String.join(".", column.path()) + "'",
                        columns.shown()));
    }

    FileFilter comparison(Operator operator, Expression left, Expression right) {
        require(left);
        require(right);
        Optional<Constant> constant = Constants.of(right);
        if (constant.isEmpty() && Constants.of(left).isPresent()) {
            return comparison(operator.mirrored(), right, left);
        }
        if (constant.isEmpty()) {
            return FileFilter.allOf(List.of(nullness(left, false), nullness(right, false)));
        }
        if (constant.get() instanceof Constant.Null || isNull(left)) {
            return FileFilter.NEVER;
        }
        if (left instanceof Column column) {
            return Comparisons.filter(place(column(column)), operator, constant.get(), right.position());
        }
        if (left instanceof Cast cast && cast.operand() instanceof Column column) {
            return Casts.filter(place(column(column)), cast.type(), operator, constant.get(), right.position());
        }
        return nullness(left, false);
    }

    private static boolean isNull(Expression expression) {
        return Constants.of(expression).filter(Constant.Null.class::isInstance).isPresent();
    }

    /** Whether a value is null, or is not, in some row. What is cast may be null without the column being so. */
    FileFilter nullness(Expression operand, boolean wantNull) {
        require(operand);
        if (operand instanceof Cast cast) {
            return wantNull ? FileFilter.ALWAYS : nullness(cast.operand(), false);
        }
        if (!(operand instanceof Column column)) {
            return FileFilter.ALWAYS;
        }
        if (columns.isStruct(column.path()) && columns.find(column.path()).isEmpty()) {
            return FileFilter.ALWAYS;
        }
        Placed placed = place(column(column));
        // A struct that is null makes its fields null, and not every writer counts those.
        return wantNull ? (placed.column().isNested() ? FileFilter.ALWAYS : placed.mayBeNull()) : placed.mayHaveValue();
    }

    FileFilter like(Like like, boolean negated) {
        FileFilter unknown = nullness(like.operand(), false);
        if (!(like.operand() instanceof Column column)
                || column(column).type() != PrimitiveType.STRING
                || !Texts.isWellFormed(like.pattern())) {
            return unknown;
        }
        String pattern = like.pattern();
        String prefix = WILDCARD.split(pattern, 2)[0];
        String rest = pattern.substring(prefix.length());
        if (rest.isEmpty()) {
            Operator operator = negated ? Operator.NOT_EQUAL : Operator.EQUAL;
            return Comparisons.filter(place(column(column)), operator, new Constant.Text(pattern), like.position());
        }
        if (prefix.isEmpty() || (negated && !rest.equals("%"))) {
            return unknown;
        }
        SortKey from = SortKey.text(prefix);
        return place(column(column)).within(from, from.behindAllThatBeginSo(), negated);
    }

    private void require(Expression expression) {
        Expression inner = expression;
        while (inner instanceof Cast cast) {
            inner = cast.operand();
        }
        if (!(inner instanceof Column) && !(inner instanceof Literal)) {
            throw new InvalidPredicateException(expression.position(), "is no value", "a condition", OPERANDS);
        }
    }

    private Placed place(SkippingColumn column) {
        OptionalInt slot = slots.slotOf(column);
        return new Placed(column, slot);
    }
}
