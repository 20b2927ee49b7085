package io.weir.lineage.intake.jdbc;

import static io.weir.lineage.intake.jdbc.ColumnStatement.column;

import io.weir.lineage.intake.EdgeChange;
import io.weir.lineage.intake.FacetChange;
import io.weir.lineage.intake.NodeChange;
import java.util.List;

/** Jobs, datasets, edges and facets. Rows that would stay as they are are not written. */
final class GraphStatements {

    static final ColumnStatement<NodeChange> JOBS = new ColumnStatement<>(
            """
            insert into job as old (job_id, namespace, name, first_by, seen_by, latest_run_id, latest_by, owner)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[])
            on conflict (job_id) do update set
                first_by = least(old.first_by, excluded.first_by),
                seen_by = greatest(old.seen_by, excluded.seen_by),
                latest_run_id = case when old.latest_by is null or excluded.latest_by > old.latest_by
                                     then excluded.latest_run_id else old.latest_run_id end,
                latest_by = greatest(old.latest_by, excluded.latest_by),
                owner = coalesce(old.owner, excluded.owner)
            where excluded.first_by < old.first_by or excluded.seen_by > old.seen_by
               or excluded.latest_by > old.latest_by or (old.latest_by is null and excluded.latest_by is not null)
               or (old.owner is null and excluded.owner is not null)
            """,
            List.of(
                    column("uuid", NodeChange::key),
                    column("text", change -> change.node().name().namespace()),
                    column("text", change -> change.node().name().name()),
                    column("uuid", NodeChange::firstBy),
                    column("uuid", NodeChange::seenBy),
                    column("uuid", NodeChange::latestRun),
                    column("uuid", NodeChange::latestBy),
                    column("text", NodeChange::owner)));

    static final ColumnStatement<NodeChange> DATASETS = new ColumnStatement<>(
            """
            insert into dataset as old (dataset_id, namespace, name, first_by, seen_by)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[])
            on conflict (dataset_id) do update set
                first_by = least(old.first_by, excluded.first_by),
                seen_by = greatest(old.seen_by, excluded.seen_by)
            where excluded.first_by < old.first_by or excluded.seen_by > old.seen_by
            """,
            List.of(
                    column("uuid", NodeChange::key),
                    column("text", change -> change.node().name().namespace()),
                    column("text", change -> change.node().name().name()),
                    column("uuid", NodeChange::firstBy),
                    column("uuid", NodeChange::seenBy)));

    static final ColumnStatement<EdgeChange> EDGES = new ColumnStatement<>(
            """
            insert into edge as old (origin, destination, kind, first_by, seen_by, run_id)
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[])
            on conflict (origin, destination, kind) do update set
                first_by = least(old.first_by, excluded.first_by),
                run_id = case when excluded.seen_by > old.seen_by then excluded.run_id else old.run_id end,
                seen_by = greatest(old.seen_by, excluded.seen_by)
            where excluded.first_by < old.first_by or excluded.seen_by > old.seen_by
            """,
            List.of(
                    column("uuid", change -> change.key().origin()),
                    column("uuid", change -> change.key().destination()),
                    column("text", change -> change.key().kind()),
                    column("uuid", EdgeChange::firstBy),
                    column("uuid", EdgeChange::seenBy),
                    column("uuid", EdgeChange::run)));

    static final ColumnStatement<FacetChange> FACETS = new ColumnStatement<>(
            """
            insert into facet as old (owner, owner_id, name_key, name, seen_by, body)
            select * from unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[])
            on conflict (owner_id, owner, name_key) do update set
                seen_by = excluded.seen_by,
                body = excluded.body
            where excluded.seen_by > old.seen_by
            """,
            List.of(
                    column("text", change -> change.key().owner()),
                    column("uuid", change -> change.key().id()),
                    column("uuid", change -> change.key().name()),
                    column("text", change -> change.facet().name()),
                    column("uuid", FacetChange::seenBy),
                    column("text", change -> change.facet().body())));

    private GraphStatements() {}
}
