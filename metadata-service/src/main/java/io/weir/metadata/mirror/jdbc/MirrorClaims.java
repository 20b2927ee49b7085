package io.weir.metadata.mirror.jdbc;

import io.weir.metadata.lookup.KeptPlans;
import io.weir.metadata.mirror.DueTable;
import io.weir.metadata.mirror.MirrorTask;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tables have something to do, and who does it. */
final class MirrorClaims {

    private static final String TASK = """
            t.table_id, t.table_uuid, t.name, t.location, m.state, coalesce(t.purge_at <= now(), false) as expired, t.head_version,
            m.published_version, m.checkpoint_version, m.pending_checkpoint, m.cleaned_version, m.failures, t.metadata
            from table_mirror m join delta_table t on t.table_id = m.table_id
            """;

    /** Whether there is something of a table that its mirror lacks. */
    static final String BEHIND = "(t.head_version > m.published_version or m.pending_checkpoint is not null)";

    /** Once a table's time is over nobody can take it back, nor resume its mirror: it is published to its end though it was paused. */
    private static final String IS_DUE = """
            m.next_attempt_at <= now()
              and (m.state = 'ACTIVE' and %s or t.purge_at <= now())
            """.formatted(BEHIND);

    /** The longest waiting first; those that other workers have are passed over. */
    private static final String TAKE = """
            order by m.next_attempt_at
            limit ?
            for update of m skip locked""";

    /**
     * A step may be forgotten when the server fails: it is done again then, and finds its files there. So it does not wait
     * for the disk.
     */
    private static final String CLAIM = "select set_config('synchronous_commit', 'off', true), ";

    private static final String CLAIM_ANY = CLAIM + TASK + "where " + IS_DUE + TAKE;

    private static final String CLAIM_SOME = CLAIM + KeptPlans.BEGIN + ", " + TASK
            + "where t.name = any(?) and t.dropped_at is null and " + IS_DUE + TAKE;

    private static final String DUE = """
            select t.name, t.dropped_at is not null from table_mirror m join delta_table t on t.table_id = m.table_id
            """ + "where " + IS_DUE + "order by m.next_attempt_at limit ?";

    private static final String WAITED = "select " + TASK + "where t.name = ? and t.dropped_at is null for update of m";

    private final JdbcClient jdbc;

    MirrorClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<MirrorTask> any() {
        return jdbc.sql(CLAIM_ANY).param(1).query(MirrorRow::task).optional();
    }

    List<MirrorTask> some(Collection<String> tables) {
        return jdbc.sql(CLAIM_SOME)
                .param(tables.toArray(String[]::new))
                .param(tables.size())
                .query(MirrorRow::task)
                .list();
    }

    List<DueTable> due(int limit) {
        return jdbc.sql(DUE)
                .param(limit)
                .query((row, number) -> new DueTable(row.getString(1), row.getBoolean(2)))
                .list();
    }

    /** Whatever there is to do, once nobody else has it. */
    Optional<MirrorTask> waited(String table) {
        return jdbc.sql(WAITED).param(table).query(MirrorRow::task).optional();
    }
}
