package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * DuckDB as a parser and checker of what somebody wrote: an instance of its own, which has no data, reaches no file and
 * no network, and whose settings nobody changes any more. Some 20 ms to open.
 */
final class Sandbox implements AutoCloseable {

    private static final String SELECT = "SELECT ";
    private static final String SYNTAX =
            "one SELECT over input, as in SELECT id, upper(name) AS name FROM input WHERE id > 0";
    private static final String[] LOCKS = {
        "set threads = 1",
        "set memory_limit = '64MB'",
        "set max_expression_depth = 100",
        "set enable_external_access = false",
        "set autoinstall_known_extensions = false",
        "set autoload_known_extensions = false",
        "set TimeZone = 'UTC'",
        "set lock_configuration = true"
    };
    private static final String PENDING = "closed pending query result";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Connection connection;
    private final JsonNode template;

    private Sandbox(Connection connection) throws SQLException, TransformRefusedException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            for (String lock : LOCKS) {
                statement.execute(lock);
            }
        }
        this.template = parse("select 1");
    }

    static Sandbox open() throws SQLException, TransformRefusedException {
        return new Sandbox(DriverManager.getConnection("jdbc:duckdb:"));
    }

    /** The statements that a text is, as DuckDB's parser understands it. */
    JsonNode parse(String sql) throws SQLException, TransformRefusedException {
        String answer = ask("select json_serialize_sql(?::varchar)", sql);
        try {
            JsonNode parsed = JSON.readTree(answer);
            if (parsed.path("error").booleanValue(true)) {
                throw new TransformRefusedException(
                        "is no SELECT that DuckDB understands: "
                                + firstLine(parsed.path("error_message").stringValue("")),
                        sql,
                        SYNTAX);
            }
            return parsed;
        } catch (JacksonException tooDeep) {
            throw new TransformRefusedException("is nested too deeply", null, SYNTAX);
        }
    }

    /** The SQL of an expression, without its alias. It is parsed once more: what runs is what was looked at. */
    String text(JsonNode expression) throws SQLException, TransformRefusedException {
        ObjectNode statement = (ObjectNode) template.deepCopy();
        ObjectNode bare = (ObjectNode) expression.deepCopy();
        bare.put("alias", "");
        ((ObjectNode) statement.at("/statements/0/node"))
                .putArray("select_list")
                .add(bare);
        String sql = ask("select json_deserialize_sql(?::json)", JSON.writeValueAsString(statement));
        JsonNode again = parse(sql);
        if (!sql.startsWith(SELECT) || !Syntax.equal(statement, again)) {
            throw new TransformRefusedException("has a part that DuckDB reads in two ways", sql, SYNTAX);
        }
        return sql.substring(SELECT.length());
    }

    /** The columns of a query and DuckDB's names of their types. */
    Map<String, String> describe(String query) throws SQLException, TransformRefusedException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("describe " + query)) {
            while (rows.next()) {
                columns.put(rows.getString("column_name"), rows.getString("column_type"));
            }
            return columns;
        } catch (SQLException refused) {
            throw new TransformRefusedException(
                    "does not go with the columns: "
                            + JavaFunctions.spoken(firstLine(String.valueOf(refused.getMessage()))),
                    null,
                    SYNTAX);
        }
    }

    /** Has DuckDB make a macro of a function that was looked at. */
    void define(SqlFunction function, JsonNode body) throws SQLException, TransformRefusedException {
        String head = Sql.name(function.name()) + "(" + Sql.names(function.parameters()) + ")";
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temp macro " + head + " as " + text(body));
        } catch (SQLException refused) {
            throw new TransformRefusedException(
                    "is nothing that DuckDB takes for a macro: " + firstLine(String.valueOf(refused.getMessage())),
                    function.body(),
                    "an expression of its parameters");
        }
    }

    /** Has DuckDB know what methods of jars take and give; none is called here. */
    void declare(List<SqlFunction> functions) throws SQLException {
        for (SqlFunction function : functions) {
            if (function.javaMethod() != null) {
                JavaFunctions.register(connection, function.name(), function.javaMethod(), () -> values -> {
                    throw new IllegalStateException("a transform is looked at without running it");
                });
            }
        }
    }

    /** Whether DuckDB has a function of this name. */
    boolean has(String function) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from duckdb_functions() where lower(function_name) = ?")) {
            statement.setString(1, function);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    private String ask(String sql, String argument) throws SQLException, TransformRefusedException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException refused) {
            throw new TransformRefusedException(
                    "is no SELECT that DuckDB understands: " + firstLine(String.valueOf(refused.getMessage())),
                    argument,
                    SYNTAX);
        }
    }

    private static String firstLine(String message) {
        // What fails while it is bound is told below a line that says so of the driver.
        return message.lines()
                .filter(line -> !line.contains(PENDING))
                .findFirst()
                .orElse(message)
                .replaceFirst("^Error: ", "");
    }

    /** A table of no rows with these columns. */
    static String empty(Map<String, String> types) {
        StringBuilder columns = new StringBuilder();
        types.forEach((name, type) -> columns.append(columns.isEmpty() ? "" : ", ")
                .append("cast(null as ")
                .append(type)
                .append(") as ")
                .append(Sql.name(name)));
        return "(select " + columns + " where false)";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
