package io.weir.lineage.intake.jdbc;

import static io.weir.lineage.intake.jdbc.ColumnStatement.column;

import io.weir.lineage.intake.ColumnChange;
import java.util.List;

/** Which column comes from which; rows that would stay as they are are not written. */
final class ColumnEdgeStatements {

    static final ColumnStatement<ColumnChange> COLUMNS = new ColumnStatement<>(
            """
            insert into column_edge as old (origin, destination, facet_key, origin_dataset, origin_field,
                                            destination_dataset, destination_field, first_by, seen_by, run_id,
                                            transformations)
            select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[],
                                 ?::uuid[], ?::uuid[], ?::uuid[], ?::text[])
            on conflict (origin, destination, facet_key) do update set
                first_by = least(old.first_by, excluded.first_by),
                run_id = case when excluded.seen_by > old.seen_by then excluded.run_id else old.run_id end,
                transformations = case when excluded.seen_by > old.seen_by
                                       then excluded.transformations else old.transformations end,
                seen_by = greatest(old.seen_by, excluded.seen_by)
            where excluded.first_by < old.first_by or excluded.seen_by > old.seen_by
            """,
            List.of(
                    column("uuid", change -> change.key().origin()),
                    column("uuid", change -> change.key().destination()),
                    column("uuid", change -> change.key().facet()),
                    column("uuid", change -> change.link().origin().dataset().key()),
                    column("text", change -> change.link().origin().name()),
                    column(
                            "uuid",
                            change -> change.link().destination().dataset().key()),
                    column("text", change -> change.link().destination().name()),
                    column("uuid", ColumnChange::firstBy),
                    column("uuid", ColumnChange::seenBy),
                    column("uuid", ColumnChange::run),
                    column("text", change -> change.link().transformations())));

    private ColumnEdgeStatements() {}
}
