package io.weir.lineage.snapshot.jdbc;

import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.NodeName;
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
            select snapshot_id, table_name, uri, format, schema, version, job_name, run_id, created_at
            from snapshot
            where table_key = :table
            """;

    private static final String NEWEST_FIRST =
            " order by version desc nulls last, created_at desc, snapshot_id desc limit :limit";

    private static final String AFTER = """
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

    private final JdbcClient jdbc;

    JdbcSnapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(DatasetSnapshot snapshot) {
        Object schema = snapshot.schema();
        return jdbc.sql(INSERT)
                        .param("id", snapshot.snapshotId())
                        .param("table", key(snapshot.tableName()))
                        .param("name", snapshot.tableName())
                        .param(
                                "dataset",
                                NodeName.dataset(DatasetNames.at(snapshot.uri()))
                                        .key())
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
        return jdbc.sql(SELECT + " and version = :version")
                .param("table", key(table))
                .param("version", version)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> find(String table, UUID id) {
        return jdbc.sql(SELECT + " and snapshot_id = :id")
                .param("table", key(table))
                .param("id", id)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> latest(String table, Instant asOf) {
        return jdbc.sql(SELECT + " and created_at <= :asOf" + NEWEST_FIRST)
                .param("table", key(table))
                .param("asOf", EventIds.within(asOf).atOffset(ZoneOffset.UTC))
                .param("limit", 1)
                .query(SnapshotRow::read)
                .optional();
    }

    @Override
    public Optional<DatasetSnapshot> latest(String table) {
        return jdbc.sql(SELECT + NEWEST_FIRST)
                .param("table", key(table))
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
        return jdbc.sql(SELECT + (after == null ? "" : AFTER) + NEWEST_FIRST)
                .param("table", key(table))
                .param("after", after)
                .param("limit", limit)
                .query(SnapshotRow::read);
    }

    private static UUID key(String table) {
        return HashedKeys.of("TABLE", table);
    }
}
