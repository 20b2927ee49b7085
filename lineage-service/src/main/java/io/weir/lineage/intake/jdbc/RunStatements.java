package io.weir.lineage.intake.jdbc;

import static io.weir.lineage.intake.jdbc.ColumnStatement.column;

import io.weir.lineage.intake.RunChange;
import io.weir.lineage.intake.UseChange;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs, and what they read and wrote. */
final class RunStatements {

    static final ColumnStatement<RunChange> RUNS = new ColumnStatement<>(
            """
            insert into run as old (run_id, external_id, job_id, first_by, seen_by, running, started_at,
                                    end_state, ended_at, ended_by, parent_run_id, parent_by, snapshot_by)
            select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[], ?::boolean[], ?::timestamptz[],
                                 ?::text[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[])
            on conflict (run_id) do update set
                external_id = coalesce(old.external_id, excluded.external_id),
                job_id = case when excluded.seen_by > old.seen_by then excluded.job_id else old.job_id end,
                first_by = least(old.first_by, excluded.first_by),
                seen_by = greatest(old.seen_by, excluded.seen_by),
                running = old.running or excluded.running,
                started_at = least(old.started_at, excluded.started_at),
                end_state = case when old.ended_by is null or excluded.ended_by < old.ended_by
                                 then excluded.end_state else old.end_state end,
                ended_at = case when old.ended_by is null or excluded.ended_by < old.ended_by
                                then excluded.ended_at else old.ended_at end,
                ended_by = least(old.ended_by, excluded.ended_by),
                parent_run_id = case when old.parent_by is null or excluded.parent_by > old.parent_by
                                     then excluded.parent_run_id else old.parent_run_id end,
                parent_by = greatest(old.parent_by, excluded.parent_by),
                snapshot_by = greatest(old.snapshot_by, excluded.snapshot_by)
            """,
            List.of(
                    column("uuid", RunChange::id),
                    column("text", RunChange::externalId),
                    column("uuid", RunChange::job),
                    column("uuid", RunChange::firstBy),
                    column("uuid", RunChange::seenBy),
                    column("boolean", RunChange::running),
                    column("timestamptz", RunChange::startedAt),
                    column("text", end(RunChange.End::state)),
                    column("timestamptz", end(RunChange.End::at)),
                    column("uuid", end(RunChange.End::by)),
                    column("uuid", RunChange::parent),
                    column("uuid", RunChange::parentBy),
                    column("uuid", RunChange::snapshotBy)));

    static final ColumnStatement<UseChange> USES = new ColumnStatement<>(
            """
            insert into run_dataset as old (run_id, role, dataset_id, first_by, seen_by, version, version_by)
            select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[])
            on conflict (run_id, role, dataset_id) do update set
                first_by = least(old.first_by, excluded.first_by),
                seen_by = greatest(old.seen_by, excluded.seen_by),
                version = case when old.version_by is null or excluded.version_by > old.version_by
                               then excluded.version else old.version end,
                version_by = greatest(old.version_by, excluded.version_by)
            """,
            List.of(
                    column("uuid", change -> change.key().run()),
                    column("text", change -> change.key().role()),
                    column("uuid", change -> change.key().dataset()),
                    column("uuid", UseChange::firstBy),
                    column("uuid", UseChange::seenBy),
                    column("text", UseChange::version),
                    column("uuid", UseChange::versionBy)));

    private RunStatements() {}

    private static Function<RunChange, @Nullable Object> end(Function<RunChange.End, Object> part) {
        return change -> {
            RunChange.End end = change.end();
            return end == null ? null : part.apply(end);
        };
    }
}
