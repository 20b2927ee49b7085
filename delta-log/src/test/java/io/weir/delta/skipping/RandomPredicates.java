package io.weir.delta.skipping;

import io.weir.delta.skipping.RandomTable.Column;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions of all shapes over the columns of a {@link RandomTable}. */
record RandomPredicates(Random random) {

    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=", "!=");

    String next(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "NOT (" + next(depth - 1) + ")";
            case 1 -> "(" + next(depth - 1) + ") OR (" + next(depth - 1) + ")";
            case 2 -> next(depth - 1) + " AND " + next(depth - 1);
            default -> "(" + next(depth - 1) + " AND " + next(depth - 1) + ")";
        };
    }

    private String leaf() {
        Column column = RandomTable.COLUMNS.get(random.nextInt(RandomTable.COLUMNS.size()));
        String not = random.nextBoolean() ? "NOT " : "";
        return switch (random.nextInt(10)) {
            case 0 -> column.name() + " IS " + not + "NULL";
            case 1 -> column.name() + " " + not + "IN (" + list(column) + ")";
            case 2 -> column.name() + " " + not + "BETWEEN " + literal(column) + " AND " + literal(column);
            case 3 -> "s " + not + "LIKE '" + pattern() + "'";
            case 4 -> "CAST(" + (random.nextBoolean() ? "tn" : "dt") + " AS DATE) " + operator() + " " + date();
            case 5 -> nested(not);
            case 6 -> random.nextBoolean() ? not + "b" : column.name() + " = " + column.name();
            case 7 -> literal(column) + " " + operator() + " " + column.name();
            default -> column.name() + " " + operator() + " " + literal(column);
        };
    }

    private String nested(String not) {
        return switch (random.nextInt(4)) {
            case 0 -> "st.x IS " + not + "NULL";
            case 1 -> "st.y " + not + "LIKE 'n1%'";
            case 2 -> "st.x::BIGINT " + operator() + " " + random.nextInt(10);
            default -> "ST.x " + operator() + " " + random.nextInt(10);
        };
    }

    private String list(Column column) {
        return Stream.generate(() -> random.nextInt(12) == 0 ? "NULL" : literal(column))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining(", "));
    }

    private String literal(Column column) {
        String value = column.value().apply(random);
        // NaN and infinity are texts in SQL; a text is cast to the column's type anyway.
        return value.equals("'NaN'") || value.endsWith("Infinity'") ? "0.1" : value;
    }

    private String date() {
        return "DATE '1969-12-3" + random.nextInt(2) + "'";
    }

    private String pattern() {
        return List.of("a%", "a1", "%", "s3://bucket/with/a/rather/long/path/part-%", "x%", "xxxx_x%", "b_", "%1", "")
                .get(random.nextInt(9));
    }

    private String operator() {
        return OPERATORS.get(random.nextInt(OPERATORS.size()));
    }
}
