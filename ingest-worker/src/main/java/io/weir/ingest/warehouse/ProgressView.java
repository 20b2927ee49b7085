package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A view that tells, in the columns of StreamDuck's control table, how far the partitions are that are written to a database. It is
 * made of the watermarks themselves, which change with the rows, so that it cannot tell anything else.
 *
 * @param name with its schema; pipelines may share one
 * @param namespace where the topic is
 */
public record ProgressView(String name, String namespace, String topic) {

    /** Where there is a table of this name already, such as StreamDuck's own, the view is beside it. */
    static final String BESIDE = "_weir";

    /** Changes of a database's catalog exclude each other; sessions of one process need not find that out by failing. */
    private static final Object ONE_AT_A_TIME = new Object();

    private static final String COLUMNS = """
            select make_timestamp(epoch_us(progress.updated_at)) as ts_inserted, reading.namespace as eventhub_namespace,
                reading.topic as eventhub, current_database() as target_db, reading.target_schema, reading.target_table,
                progress."partition"::varchar as partition_id, progress.sequence as waterlevel,
                json_object('sequence_number', progress.sequence, 'rows', progress.written,
                    'dead_letters', progress.dead_lettered, 'pipeline', progress.pipeline) as metadata
            from weir.watermark progress join weir.reading reading using (pipeline)
            where progress.sequence >= 0 and reading.shown_in =\s""";

    /** Makes it, unless it is there, with what is written to {@code table}. */
    void require(Connection connection, String pipeline, String table) throws SQLException {
        synchronized (ONE_AT_A_TIME) {
            String view = isTable(connection, name) ? name + BESIDE : name;
            describe(connection, pipeline, table, view);
            execute(connection, "create schema if not exists " + Sql.name(schema(view)));
            execute(
                    connection,
                    "create view if not exists " + WarehouseTable.qualified(connection, view) + " as " + COLUMNS
                            + Sql.text(view));
        }
    }

    /** Written only where it is not so already: another process may do the same. */
    private void describe(Connection connection, String pipeline, String table, String view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert or replace into weir.reading
                select pipeline, namespace, topic, target_schema, target_table, shown_in
                from (values (?, ?, ?, ?, ?, ?)) wanted(pipeline, namespace, topic, target_schema, target_table, shown_in)
                except select * from weir.reading""")) {
            statement.setString(1, pipeline);
            statement.setString(2, namespace);
            statement.setString(3, topic);
            statement.setString(4, schema(table));
            statement.setString(5, table.substring(table.indexOf('.') + 1));
            statement.setString(6, view);
            statement.executeUpdate();
        }
    }

    private static String schema(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "main" : name.substring(0, dot);
    }

    private static boolean isTable(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from duckdb_tables() where database_name = current_database()"
                        + " and lower(schema_name) = lower(?) and lower(table_name) = lower(?)")) {
            statement.setString(1, schema(name));
            statement.setString(2, name.substring(name.indexOf('.') + 1));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
