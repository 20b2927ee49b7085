package io.weir.delta.skipping;

import io.weir.delta.predicate.Constant;
import io.weir.delta.predicate.Expression;
import io.weir.delta.predicate.Expression.And;
import io.weir.delta.predicate.Expression.Cast;
import io.weir.delta.predicate.Expression.Column;
import io.weir.delta.predicate.Expression.Comparison;
import io.weir.delta.predicate.Expression.In;
import io.weir.delta.predicate.Expression.IsNull;
import io.weir.delta.predicate.Expression.Like;
import io.weir.delta.predicate.Expression.Literal;
import io.weir.delta.predicate.Expression.Not;
import io.weir.delta.predicate.Expression.Or;
import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.predicate.Operator;
import io.weir.delta.predicate.PredicateParser;
import io.weir.delta.schema.PrimitiveType;
import java.util.List;

/**
 * Turns a condition on rows into a filter of files. {@code NOT} is pushed down to the comparisons first, which is right
 * in SQL's three-valued logic as well: a negation is true of a row if, and only if, what it negates is false.
 */
public final class FilterCompiler {

    private static final String CONDITIONS =
            "a comparison, IN, BETWEEN, LIKE, IS NULL, a boolean column, TRUE or FALSE";

    private final Operands operands;

    private FilterCompiler(Operands operands) {
        this.operands = operands;
    }

    /**
     * The filter that a condition makes.
     *
     * @throws InvalidPredicateException if it cannot be read, or names what the table does not have
     */
    public static FileFilter compile(String condition, SkippingColumns columns, Slots slots) {
        return new FilterCompiler(new Operands(columns, slots)).compile(PredicateParser.parse(condition), false);
    }

    private FileFilter compile(Expression expression, boolean negated) {
        if (expression instanceof And and) {
            return combined(and.parts(), negated, !negated);
        } else if (expression instanceof Or or) {
            return combined(or.parts(), negated, negated);
        } else if (expression instanceof Not not) {
            return compile(not.operand(), !negated);
        } else if (expression instanceof Comparison comparison) {
            return comparison(comparison, negated);
        } else if (expression instanceof In in) {
            return in(in, negated);
        } else if (expression instanceof IsNull isNull) {
            return operands.nullness(isNull.operand(), !negated);
        } else if (expression instanceof Like like) {
            return operands.like(like, negated);
        } else {
            return truth(expression, negated);
        }
    }

    private FileFilter combined(List<Expression> parts, boolean negated, boolean all) {
        List<FileFilter> filters =
                parts.stream().map(part -> compile(part, negated)).toList();
        return all ? FileFilter.allOf(filters) : FileFilter.anyOf(filters);
    }

    private FileFilter comparison(Comparison comparison, boolean negated) {
        Operator operator = negated ? comparison.operator().negated() : comparison.operator();
        return operands.comparison(operator, comparison.left(), comparison.right());
    }

    private FileFilter in(In in, boolean negated) {
        Operator operator = negated ? Operator.NOT_EQUAL : Operator.EQUAL;
        List<FileFilter> each = in.list().stream()
                .map(value -> operands.comparison(operator, in.operand(), value))
                .toList();
        return negated ? FileFilter.allOf(each) : FileFilter.anyOf(each);
    }

    private FileFilter truth(Expression expression, boolean negated) {
        if (expression instanceof Literal literal) {
            if (literal.value() instanceof Constant.Truth truth) {
                return truth.value() != negated ? FileFilter.ALWAYS : FileFilter.NEVER;
            }
            if (literal.value() instanceof Constant.Null) {
                return FileFilter.NEVER;
            }
        }
        if (expression instanceof Column column && operands.column(column).type() == PrimitiveType.BOOLEAN) {
            return operands.comparison(
                    Operator.EQUAL, column, new Literal(new Constant.Truth(!negated), column.position()));
        }
        if (expression instanceof Cast cast && cast.type() == PrimitiveType.BOOLEAN) {
            return operands.nullness(cast.operand(), false);
        }
        throw new InvalidPredicateException(expression.position(), "is no condition", "a value", CONDITIONS);
    }
}
