package io.weir.metadata.mirror.jdbc;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.mirror.Backlog;
import io.weir.metadata.mirror.MirrorState;
import io.weir.metadata.mirror.MirrorStatus;
import io.weir.metadata.mirror.MirrorTask;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.mirror.UnpublishedVersion;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMirrors implements Mirrors {

    private static final String CLAIM = """
            select t.table_id, t.name, t.location, m.state, t.dropped_at is not null as dropped, t.head_version,
                   m.published_version, m.pending_checkpoint, m.failures, t.metadata
            from table_mirror m join delta_table t on t.table_id = m.table_id
            where m.next_attempt_at <= now()
              and (m.state = 'ACTIVE' and (t.head_version > m.published_version or m.pending_checkpoint is not null)
                   or m.state <> 'PAUSED' and t.dropped_at is not null)
            order by m.next_attempt_at
            limit 1
            for update of m skip locked""";

    /** The first version whatever its size, so that a large one is published too. */
    private static final String UNPUBLISHED = """
            with next as (
                select version, sum(content_bytes) over (order by version) - content_bytes as before
                from commit_log where table_id = :table and version > :after order by version limit :limit)
            select c.version, c.timestamp, c.content, c.live_files, c.live_bytes, c.live_rows,
                   (select p.action from table_protocol p where p.table_id = c.table_id and p.version <= c.version
                    order by p.version desc limit 1) protocol,
                   (select m.action from table_metadata m where m.table_id = c.table_id and m.version <= c.version
                    order by m.version desc limit 1) metadata
            from commit_log c join next on next.version = c.version
            where c.table_id = :table and next.before < :bytes
            order by c.version""";

    /** The latest remove of each file that was not added again. */
    private static final String TOMBSTONES = """
            select distinct on (f.path, f.deletion_vector) f.remove_action from data_file f
            where f.table_id = :table and f.removed_version <= :version and f.remove_action is not null
              and f.deleted_at > :since
              and not exists (
                select from data_file l where l.table_id = f.table_id and l.file_key = f.file_key
                  and l.removed_version is null
                  and l.added_version <= :version)
              and not exists (
                select from data_file l where l.table_id = f.table_id and l.file_key = f.file_key
                  and l.removed_version > :version
                  and l.added_version <= :version)
            order by f.path, f.deletion_vector, f.removed_version desc""";

    private static final String STATUS = """
            select t.name, m.state, t.head_version, m.published_version, m.checkpoint_version, m.last_error,
                   coalesce(extract(epoch from clock_timestamp()) - c.timestamp / 1000.0, 0) as lag
            from delta_table t join table_mirror m on m.table_id = t.table_id
            left join commit_log c on c.table_id = t.table_id and c.version = m.published_version + 1
            where t.name = ? and t.dropped_at is null""";

    private static final String BACKLOG = """
            select coalesce(sum(t.live_files), 0), coalesce(sum(t.head_version - m.published_version), 0),
                   coalesce(max(extract(epoch from clock_timestamp()) - c.timestamp / 1000.0), 0)
            from delta_table t join table_mirror m on m.table_id = t.table_id
            left join commit_log c on c.table_id = t.table_id and c.version = m.published_version + 1""";

    /** The head row last: it is what the other rows hang on. */
    private static final List<String> RELATIONS = List.of(
            "data_file",
            "transaction_history",
            "table_transaction",
            "domain_history",
            "table_domain",
            "table_protocol",
            "table_metadata",
            "commit_log",
            "delta_table");

    private final JdbcClient jdbc;

    JdbcMirrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<MirrorTask> claim() {
        return jdbc.sql(CLAIM).query(JdbcMirrors::task).optional();
    }

    @Override
    public List<UnpublishedVersion> unpublished(long tableId, long afterVersion, int limit, long bytes) {
        return jdbc.sql(UNPUBLISHED)
                .param("table", tableId)
                .param("after", afterVersion)
                .param("limit", limit)
                .param("bytes", bytes)
                .query(JdbcMirrors::version)
                .list();
    }

    @Override
    public void tombstones(long tableId, long version, long since, Consumer<String> consumer) {
        try (Stream<String> removes = jdbc
                .sql(TOMBSTONES)
                .withFetchSize(1000)
                .param("table", tableId)
                .param("version", version)
                .param("since", since)
                .query(String.class)
                .stream()) {
            removes.forEach(consumer);
        }
    }

    @Override
    public void published(long tableId, long version) {
        update("published_version = ?", version, tableId);
    }

    @Override
    public void checkpointDue(long tableId, long version) {
        update("pending_checkpoint = ?", version, tableId);
    }

    @Override
    public void checkpointed(long tableId, long version) {
        update("checkpoint_version = ?, pending_checkpoint = null", version, tableId);
    }

    @Override
    public void succeeded(long tableId) {
        update(
                "failures = 0, last_error = null, next_attempt_at = clock_timestamp() + make_interval(secs => ?)",
                0,
                tableId);
    }

    @Override
    public void failed(long tableId, String error, Duration pause) {
        jdbc.sql("""
                        update table_mirror set failures = failures + 1, last_error = ?,
                            next_attempt_at = clock_timestamp() + make_interval(secs => ?)
                        where table_id = ?""").params(List.of(error, pause.toMillis() / 1000.0, tableId)).update();
    }

    @Override
    public void splitBrain(long tableId, String error) {
        update("state = 'SPLIT_BRAIN', last_error = ?", error, tableId);
    }

    private void update(String assignments, Object value, long tableId) {
        jdbc.sql("update table_mirror set " + assignments + " where table_id = ?")
                .params(List.of(value, tableId))
                .update();
    }

    @Override
    public void purge(long tableId) {
        for (String relation : RELATIONS) {
            jdbc.sql("delete from " + relation + " where table_id = ?")
                    .param(tableId)
                    .update();
        }
    }

    @Override
    public Optional<MirrorStatus> status(String table) {
        return jdbc.sql(STATUS).param(table).query(JdbcMirrors::status).optional();
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql(BACKLOG)
                .query((row, number) -> new Backlog(row.getLong(1), row.getLong(2), Math.max(0, row.getDouble(3))))
                .single();
    }

    private static MirrorTask task(ResultSet row, int number) throws SQLException {
        return new MirrorTask(
                row.getLong("table_id"),
                row.getString("name"),
                row.getString("location"),
                MirrorState.valueOf(row.getString("state")),
                row.getBoolean("dropped"),
                row.getLong("head_version"),
                row.getLong("published_version"),
                row.getObject("pending_checkpoint", Long.class),
                row.getInt("failures"),
                row.getString("metadata"));
    }

    private static UnpublishedVersion version(ResultSet row, int number) throws SQLException {
        Snapshot snapshot = new Snapshot(
                row.getLong("version"),
                row.getLong("timestamp"),
                row.getString("protocol"),
                row.getString("metadata"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
        return new UnpublishedVersion(LogContent.of(row.getBytes("content")), snapshot);
    }

    private static MirrorStatus status(ResultSet row, int number) throws SQLException {
        long head = row.getLong("head_version");
        long published = row.getLong("published_version");
        return new MirrorStatus(
                row.getString("name"),
                MirrorState.valueOf(row.getString("state")),
                head,
                published,
                head - published,
                Math.max(0, row.getDouble("lag")),
                row.getString("last_error"),
                row.getObject("checkpoint_version", Long.class));
    }
}
