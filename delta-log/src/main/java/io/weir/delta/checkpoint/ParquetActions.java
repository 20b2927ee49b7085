package io.weir.delta.checkpoint;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CheckpointMetadata;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.action.Sidecar;
import io.weir.delta.json.DeltaJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of a checkpoint's or a sidecar's Parquet file as actions, with every field that is there. */
final class ParquetActions {

    private static final Set<String> KINDS = Set.of(
            Protocol.KEY,
            Metadata.KEY,
            SetTransaction.KEY,
            DomainMetadata.KEY,
            RemoveFile.KEY,
            AddFile.KEY,
            Sidecar.KEY,
            CheckpointMetadata.KEY);

    private static final String STATISTICS = "stats";
    private static final String PARSED_STATISTICS = "stats_parsed";

    /** The same as other fields in another form; they are made anew when a checkpoint is written. */
    private static final Set<String> DERIVED = Set.of(PARSED_STATISTICS, "partitionValues_parsed");

    private static final Set<String> MAPS = Set.of("partitionValues", "tags", "options", "configuration");

    private ParquetActions() {}

    /**
     * Hands over the actions of a file, row by row.
     *
     * @throws InvalidActionException if a row is no action, or the consumer refuses it: with the row, counted from 1, before
     *     the field, as in {@code row[3].add.size}
     */
    static void read(Path file, Consumer<Action> consumer) throws SQLException {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '1GB'");
            statement.execute("SET TimeZone = 'UTC'");
            String source = " FROM read_parquet('" + file.toString().replace("'", "''") + "')";
            List<String> kinds = columns(statement, "SELECT *" + source).stream()
                    .filter(KINDS::contains)
                    .toList();
            List<String> selected = new ArrayList<>();
            ParsedStatistics parsed = new ParsedStatistics(statement, source);
            for (String kind : kinds) {
                List<String> fields = columns(statement, "SELECT " + quoted(kind) + ".*" + source);
                selected.add(expression(kind, fields, parsed));
            }
            if (!selected.isEmpty()) {
                handOver(statement, "SELECT " + String.join(", ", selected) + source, kinds, consumer);
            }
        }
    }

    private static void handOver(Statement statement, String query, List<String> kinds, Consumer<Action> consumer)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            for (long number = 1; rows.next(); number++) {
                try {
                    handOver(rows, kinds, consumer);
                } catch (InvalidActionException invalid) {
                    throw invalid.below("row[" + number + "]");
                }
            }
        }
    }

    private static void handOver(ResultSet row, List<String> kinds, Consumer<Action> consumer) throws SQLException {
        for (int column = 0; column < kinds.size(); column++) {
            String body = row.getString(column + 1);
            if (body != null) {
                consumer.accept(action(kinds.get(column), body));
            }
        }
    }

    private static Action action(String kind, String body) {
        ObjectNode fields = DeltaJson.parseObject(body, kind);
        dropAbsent(fields);
        return ActionJson.read(DeltaJson.mapper().createObjectNode().set(kind, fields), "");
    }

    /** A column that is null is a field that is not there; in a map, it is a key whose value is null. */
    private static void dropAbsent(ObjectNode fields) {
        for (String name : List.copyOf(fields.propertyNames())) {
            JsonNode value = fields.get(name);
            if (value == null || value.isNull()) {
                fields.remove(name);
            } else if (value instanceof ObjectNode nested && !MAPS.contains(name)) {
                dropAbsent(nested);
            }
        }
    }

    private static String expression(String kind, List<String> fields, ParsedStatistics parsed) throws SQLException {
        String column = quoted(kind);
        List<String> members = new ArrayList<>();
        for (String field : fields) {
            if (!DERIVED.contains(field) && !(field.equals(STATISTICS) && fields.contains(PARSED_STATISTICS))) {
                members.add(quoted(field) + " := " + column + "." + quoted(field));
            }
        }
        if (fields.contains(PARSED_STATISTICS)) {
            String text = parsed.text(column + "." + quoted(PARSED_STATISTICS));
            members.add(STATISTICS + " := "
                    + (fields.contains(STATISTICS)
                            ? "coalesce(" + column + "." + STATISTICS + ", " + text + ")"
                            : text));
        }
        return "CASE WHEN " + column + " IS NOT NULL THEN CAST(to_json(struct_pack(" + String.join(", ", members)
                + ")) AS VARCHAR) END";
    }

    private static List<String> columns(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("DESCRIBE " + query)) {
            while (columns.next()) {
                names.add(columns.getString(1));
            }
        }
        return names;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
