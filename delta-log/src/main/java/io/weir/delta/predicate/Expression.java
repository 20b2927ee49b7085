package io.weir.delta.predicate;

import io.weir.delta.schema.DataType;
import java.util.List;

/** A condition, or a part of one. Every part knows where in the text it begins, counted from 0. */
public sealed interface Expression {

    int position();

    /** A column by its path, as it was written. */
    record Column(List<String> path, int position) implements Expression {}

    /** A constant. */
    record Literal(Constant value, int position) implements Expression {}

    /** A value as another type. */
    record Cast(Expression operand, DataType type, int position) implements Expression {}

    record Comparison(Operator operator, Expression left, Expression right, int position) implements Expression {}

    record In(Expression operand, List<Expression> list, int position) implements Expression {}

    record IsNull(Expression operand, int position) implements Expression {}

    /** With {@code %} for any text and {@code _} for any character. */
    record Like(Expression operand, String pattern, int position) implements Expression {}

    record And(List<Expression> parts, int position) implements Expression {}

    record Or(List<Expression> parts, int position) implements Expression {}

    record Not(Expression operand, int position) implements Expression {}
}
