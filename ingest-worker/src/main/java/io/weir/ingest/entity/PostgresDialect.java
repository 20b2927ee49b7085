package io.weir.ingest.entity;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.postgres.PostgresErrors;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Of PostgreSQL: what the role that signs in may see. */
final class PostgresDialect implements TableDialect {

    private static final JsonMapper JSON = new JsonMapper();

    /** Names are compared byte by byte, whatever the database's own order is, so that pages follow each other. */
    private static final String BYTEWISE = "::text collate \"C\"";

    @Override
    public String schemas() {
        return "select nspname" + BYTEWISE + " as name, 'SCHEMA' as kind from pg_catalog.pg_namespace"
                + " where ? = '' and nspname <> 'information_schema' and nspname not like 'pg\\_%'"
                + " and has_schema_privilege(pg_namespace.oid, 'USAGE')";
    }

    /** A part of a partitioned table is looked at as the whole. */
    @Override
    public String tables() {
        return "select relname" + BYTEWISE
                + " as name, case when relkind in ('v', 'm') then 'VIEW' else 'TABLE' end as kind"
                + " from pg_catalog.pg_class join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace"
                + " where nspname = ? and nspname <> 'information_schema' and nspname not like 'pg\\_%'"
                + " and relkind in ('r', 'p', 'f', 'v', 'm') and not relispartition"
                + " and has_schema_privilege(relnamespace, 'USAGE')"
                + " and (has_table_privilege(pg_class.oid, 'SELECT') or has_table_privilege(pg_class.oid, 'INSERT'))";
    }

    @Override
    public String columns() {
        return "select attname, format_type(atttypid, atttypmod) from pg_catalog.pg_attribute"
                + " join pg_catalog.pg_class on pg_class.oid = attrelid"
                + " join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace"
                + " where nspname = ? and relname = ? and attnum > 0 and not attisdropped order by attnum";
    }

    /** It reads them all. */
    @Override
    public boolean countsCheaply() {
        return false;
    }

    @Override
    public String insertion(String table, Set<String> columns, Map<String, String> types) {
        return "insert into " + table + " (" + Sql.names(columns) + ") select " + Sql.names(columns)
                + " from json_populate_recordset(null::" + table + ", ?::json)";
    }

    @Override
    public String json(List<Map<String, @Nullable Object>> rows) {
        return JSON.writeValueAsString(rows);
    }

    @Override
    public boolean isOfValues(SQLException refused) {
        return PostgresErrors.isOfValues(refused);
    }

    @Override
    public boolean isLasting(SQLException failed) {
        return PostgresErrors.isLasting(failed);
    }
}
