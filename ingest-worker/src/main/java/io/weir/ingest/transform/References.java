package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks records up in tables of the warehouse: all of a batch in one statement, and so in the tables of one moment. */
public final class References {

    private static final String TABLE = "weir_joined";

    private final Connection connection;
    private final List<Reference> all;

    /** @param connection of the warehouse */
    public References(Connection connection, List<Reference> all) {
        this.connection = connection;
        this.all = all;
    }

    /** What is wrong with a table that is to be looked up in, if anything is: in a few words that follow its name. */
    public Optional<String> obstacle(Reference reference) throws SQLException {
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
        return Stream.concat(reference.on().keySet().stream(), reference.columns().fields().keySet().stream())
                .filter(column -> !there.contains(column))
                .findFirst()
                .map(column -> "has no column " + column);
    }

    /** With the database where there is a schema, which else may be taken for one. */
    private String qualified(Reference reference) throws SQLException {
        String table = reference.table();
        return table.indexOf('.') < 0
                ? Sql.name(table)
                : Sql.name(connection.getCatalog()) + "." + Sql.qualified(table);
    }

    /** A table of the rows, each with what was found for it: null where there is nothing. */
    String join(String rows) throws SQLException {
        if (all.isEmpty()) {
            return rows;
        }
        StringBuilder found = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (int index = 0; index < all.size(); index++) {
            Reference reference = all.get(index);
            String alias = "reference" + index;
            found.append(", ").append(alias).append(".weir_found as ").append(Sql.name(reference.name()));
            joins.append(" left join (")
                    .append(reference.rows(qualified(reference)))
                    .append(") as ");
            joins.append(alias).append(" on ").append(reference.goesWith(alias, "records"));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + TABLE + " as select records.*" + found + " from " + rows
                    + " as records" + joins);
        }
        return TABLE;
    }
}
