package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import io.weir.support.problem.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Rows that a caller brings for a table that is there. DuckDB makes the values from JSON by the table's types, in one statement: all of
 * them are there afterwards, or none.
 *
 * @param table as statements name it
 * @param types of its columns, by their names
 */
public record InsertedRows(String table, Map<String, String> types) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(BigDecimal.class, new ExactNumber())
                    .addSerializer(BigInteger.class, new ExactNumber()))
            .build();

    /** DuckDB reads longer numbers of JSON as doubles; texts become what they say. */
    private static final class ExactNumber extends ValueSerializer<Number> {

        private static final int EXACT_DIGITS = 15;

        @Override
        public void serialize(Number number, JsonGenerator json, SerializationContext context) {
            String text = number.toString();
            if (text.length() > EXACT_DIGITS) {
                json.writeString(text);
            } else {
                json.writeNumber(text);
            }
        }
    }

    /**
     * Adds them.
     *
     * @param rows values by column; a column that a row does not have is null, one that none has as the table makes it
     * @throws ProblemException naming the row and the column that cannot be
     */
    public void add(Connection connection, List<Map<String, @Nullable Object>> rows) throws SQLException {
        Set<String> columns = columns(rows);
        String statement = "insert into " + table + " (" + Sql.names(columns) + ") select "
                + Sql.names(columns) + " from (select unnest(from_json_strict(?, " + Sql.text(structure(columns))
                + "), max_depth := 2))";
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            insert.setString(1, JSON.writeValueAsString(whole(rows, columns)));
            insert.execute();
        } catch (SQLException refused) {
            if (isOfValues(refused)) {
                throw ProblemException.invalid(
                        "rows", "has a value that its column does not take: " + line(refused), null, types.toString());
            }
            throw refused;
        }
    }

    private Set<String> columns(List<Map<String, @Nullable Object>> rows) {
        Set<String> columns = new TreeSet<>();
        for (int row = 0; row < rows.size(); row++) {
            for (String column : rows.get(row).keySet()) {
                if (!types.containsKey(column)) {
                    throw ProblemException.invalid(
                            "rows[" + row + "]." + column,
                            "is no column of the table",
                            column,
                            String.join(", ", types.keySet()));
                }
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            throw ProblemException.invalid(
                    "rows", "have no values", null, "values by " + String.join(", ", types.keySet()));
        }
        return columns;
    }

    private static List<Map<String, @Nullable Object>> whole(
            List<Map<String, @Nullable Object>> rows, Set<String> columns) {
        return rows.stream()
                .map(row -> {
                    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
                    columns.forEach(column -> whole.put(column, row.get(column)));
                    return whole;
                })
                .toList();
    }

    private String structure(Set<String> columns) {
        Map<String, String> structure = new LinkedHashMap<>();
        columns.forEach(column -> structure.put(column, types.getOrDefault(column, "VARCHAR")));
        return JSON.writeValueAsString(List.of(structure));
    }

    /** DuckDB has no error codes: what it says of values begins with one of these. */
    private static boolean isOfValues(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.startsWith("Invalid Input Error")
                || message.startsWith("Conversion Error")
                || message.startsWith("Constraint Error")
                || message.startsWith("Out of Range Error");
    }

    private static String line(SQLException refused) {
        return String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
    }
}
