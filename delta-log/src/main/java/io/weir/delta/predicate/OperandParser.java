package io.weir.delta.predicate;

import io.weir.delta.InvalidActionException;
import io.weir.delta.predicate.Expression.Cast;
import io.weir.delta.predicate.Expression.Column;
import io.weir.delta.predicate.Expression.Literal;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what a condition compares: columns, constants and casts of them. */
final class OperandParser {

    private static final String OPERANDS = "a column, a number, a 'text', DATE '…', TIMESTAMP '…', TRUE, FALSE or NULL";

    private static final Set<String> RESERVED =
            Set.of("AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "IS", "SELECT", "FROM", "WHERE");

    /** Names of types that are not the schema's own. */
    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("bigint", PrimitiveType.LONG),
            Map.entry("int", PrimitiveType.INTEGER),
            Map.entry("smallint", PrimitiveType.SHORT),
            Map.entry("tinyint", PrimitiveType.BYTE),
            Map.entry("real", PrimitiveType.FLOAT),
            Map.entry("varchar", PrimitiveType.STRING),
            Map.entry("text", PrimitiveType.STRING),
            Map.entry("bool", PrimitiveType.BOOLEAN),
            Map.entry("numeric", new DecimalType(DecimalType.MAX_PRECISION, 0)));

    /** As deep as parentheses may be. */
    private static final int MOST_CASTS = PredicateParser.DEEPEST;

    private final TokenReader tokens;
    private int depth;

    OperandParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    Expression operand() {
        return casts(plain());
    }

    /** Any number of {@code ::type} behind an operand. */
    Expression casts(Expression operand) {
        Expression cast = operand;
        for (int casts = depth(operand); tokens.peek().isSymbol("::"); casts++) {
            requireRoom(casts);
            tokens.skip();
            cast = new Cast(cast, type(), operand.position());
        }
        return cast;
    }

    private Expression plain() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> literal(new Constant.Text(tokens.skip().text()), token);
            case NUMBER -> number(false, token);
            case SYMBOL -> signed(token);
            case QUOTED_NAME -> column();
            case WORD -> word(token);
            case END -> throw tokens.unexpected(OPERANDS);
        };
    }

    private Expression signed(Token sign) {
        boolean signed = sign.isSymbol("-") || sign.isSymbol("+");
        if (!signed || tokens.afterNext().kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected(OPERANDS);
        }
        tokens.skip();
        return number(sign.isSymbol("-"), sign);
    }

    private Expression number(boolean negative, Token at) {
        BigDecimal value = new BigDecimal(tokens.skip().text());
        return literal(new Constant.Numeric(negative ? value.negate() : value), at);
    }

    private Expression word(Token word) {
        Token.Kind following = tokens.afterNext().kind();
        String name = word.text().toUpperCase(Locale.ROOT);
        if (following == Token.Kind.STRING) {
            return typed(name);
        }
        return switch (name) {
            case "TRUE", "FALSE" -> literal(new Constant.Truth(name.equals("TRUE")), tokens.skip());
            case "NULL" -> literal(new Constant.Null(), tokens.skip());
            case "CAST" -> cast(word);
            default -> column();
        };
    }

    private Expression typed(String name) {
        Token type = tokens.peek();
        if (!name.equals("DATE") && !name.startsWith("TIMESTAMP")) {
            return column();
        }
        tokens.skip();
        Token text = tokens.skip();
        if (!name.equals("DATE")) {
            return literal(new Constant.Instant(text.text()), type);
        }
        try {
            return literal(new Constant.Day(LocalDate.parse(text.text().strip())), type);
        } catch (DateTimeException invalid) {
            throw new InvalidPredicateException(text.position(), "is no date", text.shown(), "a date as '2026-01-31'");
        }
    }

    private Expression cast(Token word) {
        tokens.skip();
        tokens.requireSymbol("(");
        requireRoom(depth++);
        Expression operand = operand();
        depth--;
        requireRoom(depth(operand));
        tokens.require("AS");
        DataType type = type();
        tokens.requireSymbol(")");
        return new Cast(operand, type, word.position());
    }

    /** How many casts of one another an operand begins with, of either kind. */
    private static int depth(Expression operand) {
        int casts = 0;
        for (Expression inner = operand; inner instanceof Cast cast; inner = cast.operand()) {
            casts++;
        }
        return casts;
    }

    /** Whoever goes through an expression goes as deep as it is. */
    private void requireRoom(int casts) {
        if (casts >= MOST_CASTS) {
            throw tokens.unexpected("at most " + MOST_CASTS + " casts of one another");
        }
    }

    private DataType type() {
        Token name = tokens.peek();
        if (name.kind() != Token.Kind.WORD) {
            throw tokens.unexpected("a type such as DATE or DECIMAL(10,2)");
        }
        StringBuilder text = new StringBuilder(tokens.skip().text().toLowerCase(Locale.ROOT));
        if (tokens.takeSymbol("(")) {
            text.append('(');
            while (!tokens.peek().isSymbol(")") && tokens.peek().kind() != Token.Kind.END) {
                text.append(tokens.skip().text());
            }
            tokens.requireSymbol(")");
            text.append(')');
        }
        return type(text.toString(), name);
    }

    private static DataType type(String name, Token at) {
        if (!name.matches("[a-z_]\\w*(\\([0-9, ]*\\))?")) {
            throw noType(at);
        }
        DataType known = TYPES.get(name.startsWith("varchar(") ? "varchar" : name);
        if (known != null) {
            return known;
        }
        try {
            String schema = "{\"type\":\"struct\",\"fields\":[{\"name\":\"c\",\"type\":\"" + name
                    + "\",\"nullable\":true,\"metadata\":{}}]}";
            return StructType.parse(schema).fields().get(0).type();
        } catch (InvalidActionException unknown) {
            throw noType(at);
        }
    }

    private static InvalidPredicateException noType(Token at) {
        return new InvalidPredicateException(
                at.position(), "is no type", at.shown(), "DATE, TIMESTAMP, BIGINT, DOUBLE, DECIMAL(p,s), STRING, …");
    }

    private Expression column() {
        int position = tokens.position();
        List<String> path = new ArrayList<>(List.of(name()));
        while (tokens.takeSymbol(".")) {
            path.add(name());
        }
        if (tokens.peek().isSymbol("(")) {
            throw new InvalidPredicateException(
                    position, "is a function, which is not supported", "'" + String.join(".", path) + "'", OPERANDS);
        }
        return new Column(path, position);
    }

    private String name() {
        Token token = tokens.peek();
        boolean reserved = token.kind() == Token.Kind.WORD
                && RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
        if (!token.isName() || reserved) {
            throw tokens.unexpected(OPERANDS);
        }
        return tokens.skip().text();
    }

    private static Literal literal(Constant value, Token at) {
        return new Literal(value, at.position());
    }
}
