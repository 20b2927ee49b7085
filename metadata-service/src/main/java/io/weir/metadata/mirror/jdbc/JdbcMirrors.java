package io.weir.metadata.mirror.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.copy.UnlimitedTime;
import io.weir.metadata.lookup.KeptPlans;
import io.weir.metadata.mirror.Backlog;
import io.weir.metadata.mirror.DueTable;
import io.weir.metadata.mirror.MirrorState;
import io.weir.metadata.mirror.MirrorStatus;
import io.weir.metadata.mirror.MirrorTask;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.mirror.Progress;
import io.weir.metadata.mirror.UnpublishedVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMirrors implements Mirrors {

    /**
     * The first version whatever its size, so that a large one is published too. Each comes with its metadata, which is mostly as
     * long as the table's is now.
     */
    private static final String UNPUBLISHED = """
            with next as (
                select a.table_id, c.version, sum(c.bytes) over (order by a.place, c.version) - c.bytes as before
                from unnest(:tables::bigint[], :after::bigint[]) with ordinality as a (table_id, after, place)
                join delta_table t on t.table_id = a.table_id
                cross join lateral (
                    select version, content_bytes + octet_length(t.metadata) as bytes from commit_log
                    where table_id = a.table_id and version > a.after order by version limit :limit) c)
            select c.table_id, c.version, c.timestamp, c.content, c.live_files, c.live_bytes, c.live_rows,
                   (select p.action from table_protocol p where p.table_id = c.table_id and p.version <= c.version
                    order by p.version desc limit 1) protocol,
                   (select m.action from table_metadata m where m.table_id = c.table_id and m.version <= c.version
                    order by m.version desc limit 1) metadata,
                   exists (select from table_transaction t where t.table_id = c.table_id) transactions,
                   exists (select from table_domain d where d.table_id = c.table_id) domains
            from next join commit_log c on c.table_id = next.table_id and c.version = next.version
            where next.before < :bytes
            order by c.table_id, c.version""";

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

    private static final String SUCCEEDED = """
            update table_mirror m
            set published_version = p.published, pending_checkpoint = p.pending,
                checkpoint_version = coalesce(p.made, m.checkpoint_version),
                failures = 0, last_error = null, next_attempt_at = clock_timestamp()
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) as p (table_id, published, pending, made)
            where m.table_id = p.table_id""";

    private static final String PAUSE =
            "failures = failures + 1, last_error = ?, next_attempt_at = clock_timestamp() + make_interval(secs => ?)";

    private static final String EXPIRED = """
            select c.version from commit_log c join table_mirror m on m.table_id = c.table_id
            where c.table_id = ? and c.timestamp < ? and c.version > m.examined_version
            order by c.timestamp desc limit 1""";

    private static final String STATUS = """
            select t.name, t.table_uuid, m.state, t.head_version, m.published_version, m.checkpoint_version, m.last_error,
                   coalesce(extract(epoch from clock_timestamp()) - c.timestamp / 1000.0, 0) as lag
            from delta_table t join table_mirror m on m.table_id = t.table_id
            left join commit_log c on c.table_id = t.table_id and c.version = m.published_version + 1
            where t.name = ? and t.dropped_at is null""";

    private static final String BACKLOG = """
            select coalesce(sum(t.live_files) filter (where t.dropped_at is null), 0), coalesce(sum(t.head_version - m.published_version), 0),
                   coalesce(max(extract(epoch from clock_timestamp()) - c.timestamp / 1000.0), 0),
                   count(*) filter (where extract(epoch from clock_timestamp()) - c.timestamp / 1000.0 >= 60),
                   count(*) filter (where m.state = 'SPLIT_BRAIN' and t.dropped_at is null
                                    or extract(epoch from clock_timestamp()) - c.timestamp / 1000.0 >= 300)
            from delta_table t join table_mirror m on m.table_id = t.table_id
            left join commit_log c on c.table_id = t.table_id and c.version = m.published_version + 1""";

    /** The head row last: it is what the other rows hang on. */
    private static final List<String> RELATIONS = List.of(
            "data_file",
            "file_zone",
            "checkpoint_segment",
            "transaction_history",
            "table_transaction",
            "domain_history",
            "table_domain",
            "table_protocol",
            "table_metadata",
            "commit_log",
            "vacuum_file",
            "vacuum_long_file",
            "mirror_replay",
            "delta_table");

    private final JdbcClient jdbc;
    private final MirrorClaims claims;

    JdbcMirrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.claims = new MirrorClaims(jdbc);
    }

    @Override
    public Optional<MirrorTask> claim() {
        return claims.any();
    }

    @Override
    public List<MirrorTask> claim(Collection<String> tables) {
        return claims.some(tables);
    }

    @Override
    public List<DueTable> due(int limit) {
        return claims.due(limit);
    }

    @Override
    public Map<Long, List<UnpublishedVersion>> unpublished(Map<Long, Long> afterVersions, int limit, long bytes) {
        return jdbc
                .sql(UNPUBLISHED)
                .param("tables", afterVersions.keySet().toArray(Long[]::new))
                .param("after", afterVersions.values().toArray(Long[]::new))
                .param("limit", limit)
                .param("bytes", bytes)
                .query((row, number) -> Map.entry(row.getLong("table_id"), MirrorRow.version(row, number)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    @Override
    public void planFreely() {
        jdbc.sql(KeptPlans.END + "; " + UnlimitedTime.LIFT).update();
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
    public void checkpointDue(long tableId, long version) {
        update("pending_checkpoint = ?", version, tableId);
    }

    @Override
    public void succeeded(Map<Long, Progress> progress) {
        Collection<Progress> steps = progress.values();
        jdbc.sql(SUCCEEDED)
                .param(progress.keySet().toArray(Long[]::new))
                .param(steps.stream().map(Progress::publishedVersion).toArray(Long[]::new))
                .param(steps.stream().map(Progress::pendingCheckpoint).toArray(Long[]::new))
                .param(steps.stream().map(Progress::checkpointVersion).toArray(Long[]::new))
                .update();
    }

    @Override
    public void progressed(long tableId, Progress progress) {
        end(tableId, progress, "next_attempt_at = clock_timestamp()");
    }

    @Override
    public void failed(long tableId, Progress progress, String error, Duration pause) {
        end(tableId, progress, PAUSE, KeptTexts.printable(error), seconds(pause));
    }

    @Override
    public void faulted(long tableId, String error, Duration pause) {
        // Another replica may have done what this one was at: then nobody tries again, and nothing would take the error
        // away.
        jdbc.sql("update table_mirror m set " + PAUSE + " where m.table_id = ? and exists (select from delta_table t"
                        + " where t.table_id = m.table_id and (" + MirrorClaims.BEHIND
                        + " or t.purge_at is not null))")
                .params(List.of(KeptTexts.printable(error), seconds(pause), tableId))
                .update();
    }

    private static double seconds(Duration pause) {
        return pause.toMillis() / 1000.0;
    }

    @Override
    public void splitBrain(long tableId, Progress progress, String error) {
        end(tableId, progress, "state = 'SPLIT_BRAIN', last_error = ?", KeptTexts.printable(error));
    }

    private void end(long tableId, Progress progress, String assignments, Object... values) {
        jdbc.sql("""
                        update table_mirror set published_version = ?, pending_checkpoint = ?,
                            checkpoint_version = coalesce(?, checkpoint_version),
                        """ + assignments + " where table_id = ?")
                .param(progress.publishedVersion())
                .param(progress.pendingCheckpoint())
                .param(progress.checkpointVersion())
                .params(values)
                .param(tableId)
                .update();
    }

    private void update(String assignments, Object value, long tableId) {
        jdbc.sql("update table_mirror set " + assignments + " where table_id = ?")
                .params(List.of(value, tableId))
                .update();
    }

    @Override
    public Optional<MirrorTask> lock(String table) {
        return claims.waited(table);
    }

    @Override
    public void move(long tableId, MirrorState state) {
        update(
                "failures = 0, last_error = null, next_attempt_at = clock_timestamp(), state = ?",
                state.name(),
                tableId);
    }

    @Override
    public OptionalLong expired(long tableId, long before) {
        return jdbc.sql(EXPIRED)
                .params(List.of(tableId, before))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public void examined(long tableId, long version) {
        update("examined_version = ?", version, tableId);
    }

    @Override
    public void cleaned(long tableId, long version) {
        update("cleaned_version = ?", version, tableId);
    }

    @Override
    public void purge(long tableId) {
        boolean expired = jdbc.sql("select " + UnlimitedTime.BEGIN
                        + " from delta_table where table_id = ? and purge_at <= now() for update")
                .param(tableId)
                .query((row, number) -> true)
                .optional()
                .orElse(false);
        if (!expired) {
            return;
        }
        for (String relation : RELATIONS) {
            jdbc.sql("delete from " + relation + " where table_id = ?")
                    .param(tableId)
                    .update();
        }
    }

    @Override
    public Optional<MirrorStatus> status(String table) {
        return jdbc.sql(STATUS).param(table).query(MirrorRow::status).optional();
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql(BACKLOG).query(MirrorRow::backlog).single();
    }
}
