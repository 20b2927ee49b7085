package io.weir.lineage.snapshot.jdbc;

import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.Tokens;
import io.weir.lineage.snapshot.DatasetSnapshot;
import io.weir.lineage.snapshot.Snapshots;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSnapshots implements Snapshots {

    private static final String SELECT = """
            select snapshot_id, table_name, table_id, uri, format, schema, version, job_name, run_id, created_at
            from snapshot left join table_of_name using (table_key)
            """;

    private static final String OF_NEWEST = SELECT + "where table_key = " + TableKeys.NEWEST;

    private static final String OF_NEWEST_THEN = SELECT + "where table_key = " + TableKeys.NEWEST_THEN;

    private static final String BY_ID = SELECT + """
            where snapshot_id = :id
              and (table_key = :name or table_key in (select table_key from table_of_name where name_key = :name))
            """;

    private static final String NEWEST_FIRST =
            " order by version desc nulls last, created_at desc, snapshot_id desc limit :limit";

    private static final String OF_AFTER = SELECT + """
            where table_key = (select table_key from snapshot where snapshot_id = :after
                               and (table_key = :name or table_key in
                                    (select table_key from table_of_name where name_key = :name)))
              and (coalesce(version, -1), created_at, snapshot_id)
                 < (select coalesce(version, -1), created_at, snapshot_id
                    from snapshot where snapshot_id = :after)
            """;

    private static final String INSERT = """
            insert into snapshot (snapshot_id, table_key, table_name, dataset_id, uri, format, schema, version,
                                  job_name, run_id, created_at)
            values (:id, :table, :name, :dataset, :uri, :format, :schema, :version, :job, :run, :created)
            on conflict (table_key, version) do nothing
            """;

    private static final String OF_TABLE = SELECT + "where table_key = :table and version = :version";

    private final JdbcClient jdbc;
    private final TableKeys tables;

    JdbcSnapshots(JdbcClient jdbc, TableKeys tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    @Override
    public DatasetSnapshot add(DatasetSnapshot snapshot) {
        UUID table = tables.of(snapshot);
        return insert(table, snapshot)
                ? snapshot
                : jdbc.sql(OF_TABLE)
                        .param("table", table)
                        .param("version", snapshot.version())
                        .query(SnapshotRow::read)
                        .single();
    }

    private boolean insert(UUID table, DatasetSnapshot snapshot) {
        Object schema = snapshot.schema();
        return jdbc.sql(INSERT)
                        .param("id", snapshot.snapshotId())
                        .param("table", table)
                        .param("name", snapshot.tableName())
                        .param("dataset", TableKeys.dataset(snapshot))
                        .param("uri", snapshot.uri())
                        .param("format", snapshot.format())
                        .param("schema", schema == null ? null : EventJson.write(EventJson.tree(schema)))
                        .param("version", snapshot.version())
                        .param("job", snapshot.jobName())
                        .param("run", snapshot.runId())
                        .param("created", snapshot.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public Optional<DatasetSnapshot> find(String table, long version) {
        return jdbc.sql(OF_NEWEST + " and version = :version")
                .param("name", TableKeys.ofName(table))
                .param("version", version)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> find(String table, UUID id) {
        return jdbc.sql(BY_ID)
                .param("name", TableKeys.ofName(table))
                .param("id", id)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> latest(String table, Instant asOf) {
        return jdbc.sql(OF_NEWEST_THEN + " and created_at <= :asOf" + NEWEST_FIRST)
                .param("name", TableKeys.ofName(table))
                .param("asOf", EventIds.within(asOf).atOffset(ZoneOffset.UTC))
                .param("limit", 1)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> latest(String table) {
        return jdbc.sql(OF_NEWEST + NEWEST_FIRST)
                .param("name", TableKeys.ofName(table))
                .param("limit", 1)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Page<DatasetSnapshot> list(String table, PageRequest request) {
        String after = request.after();
        return Page.of(
                page(table, Tokens.id(after), request.limit() + 1).list(), request, snapshot -> snapshot.snapshotId()
                        .toString());
    }

    private JdbcClient.MappedQuerySpec<DatasetSnapshot> page(String table, @Nullable UUID after, int limit) {
        return jdbc.sql((after == null ? OF_NEWEST : OF_AFTER) + NEWEST_FIRST)
                .param("name", TableKeys.ofName(table))
                .param("after", after)
                .param("limit", limit)
                .query(SnapshotRow::read);
    }
}
