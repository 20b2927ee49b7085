package io.weir.lineage.retention.jdbc;

import io.weir.lineage.intake.Changes;
import io.weir.lineage.retention.OldEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOldEvents implements OldEvents {

    private static final String REMOVE_EVENTS = """
            delete from event_default
            where event_id in (select event_id from event_default where event_id < :before order by event_id limit :limit)
            """;

    private static final String OLD_USES = """
            select run.run_id, dataset_id
            from run left join run_dataset using (run_id)
            where run.run_id = any(:runs) and ended_by is not null and run.seen_by < :before
              and not exists (select from job where job.job_id = run.job_id and latest_run_id = run.run_id)
            """;

    /** What was stated since is kept, even of a run that has just become its job's latest again. */
    private static final String REMOVE_FACETS = """
            delete from facet
            where owner_id = any(:owners) and owner in ('RUN', 'INPUT', 'OUTPUT') and seen_by < :before
            """;

    private final JdbcClient jdbc;

    JdbcOldEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int removeEvents(UUID before) {
        return jdbc.sql(REMOVE_EVENTS)
                .param("before", before)
                .param("limit", AT_ONCE)
                .update();
    }

    @Override
    public List<UUID> runs(UUID after) {
        return jdbc.sql("select run_id from run where run_id > :after order by run_id limit :limit")
                .param("after", after)
                .param("limit", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    @Override
    public int removeFacets(List<UUID> runs, UUID before) {
        UUID[] owners = jdbc
                .sql(OLD_USES)
                .param("runs", runs.toArray(UUID[]::new))
                .param("before", before)
                .query(Use::read)
                .list()
                .stream()
                .flatMap(Use::owners)
                .distinct()
                .toArray(UUID[]::new);
        return owners.length == 0
                ? 0
                : jdbc.sql(REMOVE_FACETS)
                        .param("owners", owners)
                        .param("before", before)
                        .update();
    }

    private record Use(UUID run, @Nullable UUID dataset) {

        static Use read(ResultSet row, int number) throws SQLException {
            return new Use(row.getObject("run_id", UUID.class), row.getObject("dataset_id", UUID.class));
        }

        /** Whose facets go: the run's own, and those of its use of the dataset. */
        Stream<UUID> owners() {
            return dataset == null ? Stream.of(run) : Stream.of(run, Changes.useKey(run, dataset));
        }
    }
}
