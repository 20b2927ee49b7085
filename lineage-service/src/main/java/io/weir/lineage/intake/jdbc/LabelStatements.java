package io.weir.lineage.intake.jdbc;

import static io.weir.lineage.intake.jdbc.ColumnStatement.column;

import io.weir.lineage.intake.LabelChange;
import io.weir.lineage.openlineage.HashedKeys;
import java.util.List;

/** Tags and owners. */
final class LabelStatements {

    static final ColumnStatement<LabelChange> LABELS = new ColumnStatement<>(
            """
            insert into label as old (owner_id, label_key, owner, kind, field, name, detail, seen_by)
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
            on conflict (owner_id, label_key) do update set
                detail = excluded.detail,
                seen_by = excluded.seen_by
            where excluded.seen_by > old.seen_by
            """,
            List.of(
                    column("uuid", change -> change.key().id()),
                    column("uuid", change -> change.key().label()),
                    column("text", change -> change.owner().name()),
                    column("text", change -> change.label().kind().name()),
                    column("text", change -> change.label().field()),
                    column("text", change -> change.label().name()),
                    column("text", change -> change.label().detail()),
                    column("uuid", LabelChange::seenBy)));

    static final ColumnStatement<String> TAGS = new ColumnStatement<>(
            "insert into tag (tag_key, name) select * from unnest(?::uuid[], ?::text[]) on conflict (tag_key) do nothing",
            List.of(column("uuid", name -> HashedKeys.of("TAG", name)), column("text", name -> name)));

    private LabelStatements() {}
}
