package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks records up. In tables of the warehouse all of a batch are in one statement, and so in the tables of one moment; of other databases
 * the rows that a batch needs are fetched before.
 */
public final class References implements AutoCloseable {

    private static final String TABLE = "weir_joined";

    private final Connection connection;
    private final List<Reference> all;
    private final ForeignTables foreign;
    private final Map<String, ForeignTable> opened = new HashMap<>();

    /**
     * @param connection of the warehouse
     * @param foreign tables of the stores that references name
     */
    public References(Connection connection, List<Reference> all, ForeignTables foreign) {
        this.connection = connection;
        this.all = all;
        this.foreign = foreign;
    }

    /** What is wrong with a table that is to be looked up in, if anything is: in a few words that follow its name. */
    public Optional<String> obstacle(Reference reference) throws SQLException {
        return reference.store() == null ? ownObstacle(reference) : foreignObstacle(reference);
    }

    private Optional<String> ownObstacle(Reference reference) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("describe " + qualified(reference))) {
            while (columns.next()) {
                there.add(columns.getString("column_name"));
            }
        } catch (SQLException missing) {
            return Optional.of("cannot be read: "
                    + String.valueOf(missing.getMessage()).lines().findFirst().orElse(""));
        }
        return missing(reference, there);
    }

    private Optional<String> foreignObstacle(Reference reference) {
        ForeignTable table = opened(reference);
        if (table.columns().isEmpty()) {
            return Optional.of("cannot be read: store " + reference.store() + " has none that its user may read");
        }
        return missing(reference, table.columns()).or(() -> reference.on().keySet().stream()
                .filter(column -> table.keyType(column).isEmpty())
                .findFirst()
                .map(column -> "has a column " + column
                        + " of a type that nothing is looked up by; it can be of integers, texts or UUIDs"));
    }

    private static Optional<String> missing(Reference reference, Set<String> there) {
        return Stream.concat(reference.on().keySet().stream(), reference.columns().fields().keySet().stream())
                .filter(column -> !there.contains(column))
                .findFirst()
                .map(column -> "has no column " + column);
    }

    private ForeignTable opened(Reference reference) {
        return opened.computeIfAbsent(reference.name(), name -> foreign.open(reference));
    }

    /** With the database where there is a schema, which else may be taken for one. */
    private String qualified(Reference reference) throws SQLException {
        String table = reference.table();
        return table.indexOf('.') < 0
                ? Sql.name(table)
                : Sql.name(connection.getCatalog()) + "." + Sql.qualified(table);
    }

    /** A table of the rows, each with what was found for it: null where there is nothing. */
    public String join(String rows) throws SQLException {
        if (all.isEmpty()) {
            return rows;
        }
        StringBuilder found = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (int index = 0; index < all.size(); index++) {
            String alias = "reference" + index;
            found.append(", ")
                    .append(alias)
                    .append(".weir_found as ")
                    .append(Sql.name(all.get(index).name()));
            joins.append(join(all.get(index), alias, rows));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + TABLE + " as select records.*" + found + " from " + rows
                    + " as records" + joins);
        }
        return TABLE;
    }

    private String join(Reference reference, String alias, String rows) throws SQLException {
        if (reference.store() == null) {
            return " left join (" + reference.rows(qualified(reference)) + ") as " + alias + " on "
                    + reference.goesWith(alias, "records");
        }
        FetchedRows fetched = new FetchedRows(connection, reference, opened(reference), alias);
        return " left join (" + fetched.rows(fetched.fetch(rows)) + ") as " + alias + " on "
                + fetched.goesWith("records");
    }

    /** Lets go of other databases, and not of the warehouse. */
    @Override
    public void close() {
        opened.values().forEach(ForeignTable::close);
    }
}
