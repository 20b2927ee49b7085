package io.weir.delta.predicate;

import io.weir.delta.predicate.Expression.And;
import io.weir.delta.predicate.Expression.Comparison;
import io.weir.delta.predicate.Expression.In;
import io.weir.delta.predicate.Expression.IsNull;
import io.weir.delta.predicate.Expression.Like;
import io.weir.delta.predicate.Expression.Not;
import io.weir.delta.predicate.Expression.Or;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads conditions: comparisons, {@code IN}, {@code BETWEEN}, {@code IS [NOT] NULL}, {@code LIKE}, {@code AND}, {@code
 * OR}, {@code NOT}, parentheses, casts, dates and timestamps. Linear in the text's length.
 */
public final class PredicateParser {

    static final int DEEPEST = 100;

    private static final String COMPARISONS = "=, <>, <, <=, >, >=, IN, BETWEEN, LIKE, IS NULL, AND or OR";

    private final TokenReader tokens;
    private final OperandParser operands;
    private int depth;

    private PredicateParser(String text) {
        this.tokens = new TokenReader(Tokens.of(text));
        this.operands = new OperandParser(tokens);
    }

    /**
     * Reads a condition.
     *
     * @throws InvalidPredicateException which names the first character that is wrong
     */
    public static Expression parse(String text) {
        PredicateParser parser = new PredicateParser(text);
        Expression expression = parser.disjunction();
        parser.tokens.requireEnd(COMPARISONS);
        return expression;
    }

    private Expression disjunction() {
        int position = tokens.position();
        List<Expression> parts = new ArrayList<>(List.of(conjunction()));
        while (tokens.take("OR")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new Or(parts, position);
    }

    private Expression conjunction() {
        int position = tokens.position();
        List<Expression> parts = new ArrayList<>(List.of(negation()));
        while (tokens.take("AND")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new And(parts, position);
    }

    private Expression negation() {
        int position = tokens.position();
        boolean negated = false;
        while (tokens.take("NOT")) {
            negated = !negated;
        }
        Expression condition = condition();
        return negated ? new Not(condition, position) : condition;
    }

    private Expression condition() {
        int position = tokens.position();
        Expression left = operand();
        Optional<Operator> comparison = Operator.of(tokens.peek());
        if (comparison.isPresent()) {
            tokens.skip();
            return new Comparison(comparison.get(), left, operand(), position);
        }
        if (tokens.take("IS")) {
            boolean negated = tokens.take("NOT");
            tokens.require("NULL");
            return negatedIf(negated, new IsNull(left, position));
        }
        boolean negated = tokens.take("NOT");
        return negatedIf(negated, ranged(left, negated, position));
    }

    private Expression ranged(Expression left, boolean negated, int position) {
        if (tokens.take("IN")) {
            return new In(left, list(), position);
        }
        if (tokens.take("BETWEEN")) {
            Expression from = operand();
            tokens.require("AND");
            Expression to = operand();
            return new And(
                    List.of(
                            new Comparison(Operator.AT_LEAST, left, from, position),
                            new Comparison(Operator.AT_MOST, left, to, position)),
                    position);
        }
        if (tokens.take("LIKE")) {
            return new Like(left, tokens.string("a pattern such as 'prefix%'"), position);
        }
        if (negated) {
            throw tokens.unexpected("IN, BETWEEN or LIKE");
        }
        return left;
    }

    private List<Expression> list() {
        tokens.requireSymbol("(");
        List<Expression> list = new ArrayList<>(List.of(operand()));
        while (tokens.takeSymbol(",")) {
            list.add(operand());
        }
        tokens.requireSymbol(")");
        return list;
    }

    private Expression operand() {
        if (!tokens.peek().isSymbol("(")) {
            return operands.operand();
        }
        if (++depth > DEEPEST) {
            throw tokens.unexpected("at most " + DEEPEST + " parentheses in one another");
        }
        tokens.skip();
        Expression inner = disjunction();
        tokens.requireSymbol(")");
        depth--;
        return operands.casts(inner);
    }

    private static Expression negatedIf(boolean negated, Expression expression) {
        return negated ? new Not(expression, expression.position()) : expression;
    }
}
