package io.weir.ingest.entity;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas, tables and views of a database, seen through one connection; of a path the first part is a schema. */
final class CatalogEntities {

    private final TableDialect dialect;
    private final Connection connection;

    /** @param schema empty where the path is that of a schema */
    private record TablePath(String schema, String name) {
        static TablePath of(String path) {
            int slash = path.indexOf('/');
            return new TablePath(path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
        }
    }

    CatalogEntities(TableDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * A page of the schemas, or of what one of them holds, in the order of names.
     *
     * @param schema empty for the schemas
     * @param from path of the last one of the page before; empty for the first page
     */
    EntityPage list(String schema, String prefix, String from, int limit) throws SQLException {
        String base = base(schema);
        String after = from.startsWith(base) ? from.substring(base.length()) : "";
        return EntityPage.upTo(limit, named(schema, "name > ? and starts_with(name, ?)", after, prefix, limit));
    }

    /** What has a path; nothing where there is no such. */
    Optional<Entity> find(String path) throws SQLException {
        TablePath table = TablePath.of(path);
        return named(table.schema(), "name = ? and starts_with(name, ?)", table.name(), "", 1).stream()
                .findFirst();
    }

    /** What paths in a schema begin with; those of schemas begin with themselves. */
    private static String base(String schema) {
        return schema.isEmpty() ? "" : schema + "/";
    }

    private List<Entity> named(String schema, String which, String name, String prefix, int limit) throws SQLException {
        List<Entity> found = new ArrayList<>();
        String all = schema.isEmpty() ? dialect.schemas() : dialect.tables();
        try (PreparedStatement query = connection.prepareStatement(
                "select name, kind from (" + all + ") as entity where " + which + " order by name limit " + limit)) {
            query.setString(1, schema);
            query.setString(2, name);
            query.setString(3, prefix);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Entity(base(schema) + rows.getString(1), EntityKind.valueOf(rows.getString(2))));
                }
            }
        }
        return found;
    }

    /** The columns of a table or view in order, with the database's names of their types. */
    Map<String, String> columns(String path) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(dialect.columns())) {
            TablePath table = TablePath.of(path);
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return columns;
    }

    /** A table or view in statements. */
    String qualified(String path) throws SQLException {
        TablePath table = TablePath.of(path);
        return Sql.name(connection.getCatalog()) + "." + Sql.name(table.schema()) + "." + Sql.name(table.name());
    }

    /** How many rows a table has. */
    long count(String path) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + qualified(path))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
