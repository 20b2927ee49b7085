package io.weir.ingest.warehouse;

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

/** Schemas, tables and views of a warehouse, seen through one connection; of a path the first part is a schema. */
public final class WarehouseEntities {

    private static final String SCHEMAS =
            "select schema_name as name, 'SCHEMA' as kind from information_schema.schemata"
                    + " where catalog_name = current_database() and ? = ''"
                    // The control tables are nobody's to look at by the way.
                    + " and schema_name not in ('information_schema', 'pg_catalog', 'weir')";
    private static final String TABLES = "select table_name as name, if(table_type = 'VIEW', 'VIEW', 'TABLE') as kind"
            + " from information_schema.tables where table_catalog = current_database() and table_schema = ?"
            + " and table_schema not in ('information_schema', 'pg_catalog', 'weir')";
    private static final String COLUMNS = "select column_name, data_type from duckdb_columns()"
            + " where database_name = current_database() and schema_name = ? and table_name = ? order by column_index";

    private final Connection connection;

    /** @param schema empty where the path is that of a schema */
    private record TablePath(String schema, String name) {
        static TablePath of(String path) {
            int slash = path.indexOf('/');
            return new TablePath(path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
        }
    }

    public WarehouseEntities(Connection connection) {
        this.connection = connection;
    }

    /**
     * A page of the schemas, or of what one of them holds, in the order of names.
     *
     * @param schema empty for the schemas
     * @param from path of the last one of the page before; empty for the first page
     */
    public EntityPage list(String schema, String prefix, String from, int limit) throws SQLException {
        String base = base(schema);
        String after = from.startsWith(base) ? from.substring(base.length()) : "";
        return EntityPage.upTo(limit, named(schema, "name > ? and starts_with(name, ?)", after, prefix, limit));
    }

    /** What has a path; nothing where there is no such. */
    public Optional<Entity> find(String path) throws SQLException {
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
        String all = schema.isEmpty() ? SCHEMAS : TABLES;
        try (PreparedStatement query = connection.prepareStatement(
                "select name, kind from (" + all + ") where " + which + " order by name limit " + limit)) {
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

    /** The columns of a table or view in order, with DuckDB's names of their types. */
    public Map<String, String> columns(String path) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
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
    public String qualified(String path) throws SQLException {
        TablePath table = TablePath.of(path);
        return Sql.name(connection.getCatalog()) + "." + Sql.name(table.schema()) + "." + Sql.name(table.name());
    }

    /** How many rows a table has. */
    public long count(String path) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + qualified(path))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
