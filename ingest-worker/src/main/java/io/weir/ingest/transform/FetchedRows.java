package io.weir.ingest.transform;

import io.weir.ingest.decode.LosslessCast;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What records of a batch find in a table elsewhere. Each key is asked for once, a thousand of them in one question; no row is fetched that
 * no record asks for.
 *
 * @param alias of the rows in a join, unlike that of any other reference
 */
record FetchedRows(Connection connection, Reference reference, ForeignTable table, String alias) {

    /** Keys of one question, which bounds what an answer takes of memory. */
    static final int KEYS = 1000;

    /** The rows, in a table of the connection. */
    String fetch(String records) throws SQLException {
        String fetched = "weir_fetched_" + alias;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + fetched + " ("
                    + names().map(name -> name + " varchar").collect(Collectors.joining(", ")) + ")");
        }
        List<List<String>> keys = keys(records);
        try (PreparedStatement insert = connection.prepareStatement(insertion(fetched))) {
            for (int from = 0; from < keys.size(); from += KEYS) {
                insert.setString(1, table.rows(keys.subList(from, Math.min(keys.size(), from + KEYS))));
                insert.execute();
            }
        }
        return fetched;
    }

    /** A query for those rows as the joins of {@link Reference#rows} have them. */
    String rows(String fetched) {
        List<String> columns = new ArrayList<>();
        reference
                .columns()
                .fields()
                .forEach((name, type) ->
                        columns.add(Sql.name(name) + " := " + LosslessCast.orNull("c" + columns.size(), type)));
        return "select " + keyNames().collect(Collectors.joining(", ")) + ", struct_pack(" + String.join(", ", columns)
                + ") as weir_found from " + fetched;
    }

    /** Whether a row goes with a record. */
    String goesWith(String record) {
        List<String> wanted = wanted(record + ".");
        return IntStream.range(0, wanted.size())
                .mapToObj(index -> alias + ".k" + index + " = " + wanted.get(index))
                .collect(Collectors.joining(" and "));
    }

    /** A value that is none of the column's type is no key of any row; a text with a NUL is none of PostgreSQL's. */
    private List<List<String>> keys(String records) throws SQLException {
        List<String> wanted = wanted("");
        String selected = IntStream.range(0, wanted.size())
                .mapToObj(index -> wanted.get(index) + " as k" + index)
                .collect(Collectors.joining(", "));
        String whole = keyNames()
                .map(key -> key + " is not null and not contains(" + key + ", chr(0))")
                .collect(Collectors.joining(" and "));
        List<List<String>> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select * from (select distinct " + selected + " from " + records + ") where " + whole)) {
            while (found.next()) {
                List<String> key = new ArrayList<>(wanted.size());
                for (int index = 1; index <= wanted.size(); index++) {
                    key.add(found.getString(index));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    /** The columns of records in the types of the table's, as texts. */
    private List<String> wanted(String prefix) {
        return reference.on().entrySet().stream().map(key -> text(prefix, key)).toList();
    }

    private String text(String prefix, Map.Entry<String, String> key) {
        ValueType type = TypeNames.parse(table.keyType(key.getKey()).orElseThrow());
        return "(" + LosslessCast.orNull(prefix + Sql.name(key.getValue()), type) + ")::varchar";
    }

    private String insertion(String fetched) {
        String structure =
                names().map(name -> '"' + name + "\":\"VARCHAR\"").collect(Collectors.joining(",", "[{", "}]"));
        String all = names().collect(Collectors.joining(", "));
        return "insert into " + fetched + " select " + all + " from (select unnest(from_json_strict(?, "
                + Sql.text(structure) + "), max_depth := 2))";
    }

    private Stream<String> names() {
        return Stream.concat(
                keyNames(),
                IntStream.range(0, reference.columns().fields().size()).mapToObj(index -> "c" + index));
    }

    private Stream<String> keyNames() {
        return IntStream.range(0, reference.on().size()).mapToObj(index -> "k" + index);
    }
}
