package io.weir.lineage.intake.jdbc;

import static io.weir.lineage.intake.jdbc.ColumnStatement.column;

import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of events. */
final class EventStatements {

    /** Gives the ids of those that were not there yet. */
    static final ColumnStatement<LineageEvent> APPEND = new ColumnStatement<>(
            """
            insert into event (event_id, event_time, kind, event_type, run_id, job_id, dataset_id, warnings, body)
            select * from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
                                 ?::text[], ?::text[])
            on conflict (event_id) do nothing
            returning event_id
            """,
            List.of(
                    column("uuid", LineageEvent::id),
                    column("timestamptz", LineageEvent::time),
                    column("text", LineageEvent::kind),
                    column("text", LineageEvent::type),
                    column("uuid", event -> runId(event.run())),
                    column("uuid", event -> key(event.job())),
                    column("uuid", EventStatements::subject),
                    column("text", EventStatements::warnings),
                    column("text", LineageEvent::body)));

    private EventStatements() {}

    private static @Nullable UUID runId(@Nullable RunMention run) {
        return run == null ? null : run.id();
    }

    private static @Nullable UUID key(@Nullable NodeName node) {
        return node == null ? null : node.key();
    }

    private static @Nullable UUID subject(LineageEvent event) {
        return event.datasets().stream()
                .filter(mention -> mention.role() == Role.SUBJECT)
                .map(mention -> mention.dataset().key())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String warnings(LineageEvent event) {
        return event.warnings().isEmpty() ? null : String.join("\n", event.warnings());
    }
}
