package io.weir.lineage.intake.jdbc;

import io.weir.lineage.forward.Forwarding;
import io.weir.lineage.intake.Changes;
import io.weir.lineage.intake.EventNews;
import io.weir.lineage.intake.Events;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One transaction of at most eleven statements: the log, jobs, datasets, runs, their uses, edges, columns, facets, labels,
 * tags, news.
 */
@Repository
class JdbcEvents implements Events {

    private static final int ATTEMPTS = 5;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final LiveEvents live;
    private final Forwarding forwarding;

    JdbcEvents(JdbcTemplate jdbc, TransactionTemplate transactions, LiveEvents live, Forwarding forwarding) {
        this.forwarding = forwarding;
        this.live = live;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public int take(List<LineageEvent> events) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return apply(events);
        }
        return retried(events);
    }

    /** A serialization failure or a deadlock (40001, 40P01) undid everything, and only then is it worth another try. */
    private int retried(List<LineageEvent> events) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.execute(status -> apply(events));
            } catch (PessimisticLockingFailureException undone) {
                if (attempt == ATTEMPTS) {
                    throw undone;
                }
            }
        }
    }

    private int apply(List<LineageEvent> events) {
        Set<UUID> added = append(events);
        int count = added.size();
        List<LineageEvent> news =
                events.stream().filter(event -> added.remove(event.id())).toList();
        Changes changes = Changes.of(news);
        write(GraphStatements.JOBS, changes.jobs());
        write(GraphStatements.DATASETS, changes.datasets());
        write(RunStatements.RUNS, changes.runs());
        write(RunStatements.USES, changes.uses());
        write(GraphStatements.EDGES, changes.edges());
        write(ColumnEdgeStatements.COLUMNS, changes.columns());
        write(GraphStatements.FACETS, changes.facets());
        write(LabelStatements.LABELS, changes.labels());
        write(LabelStatements.TAGS, changes.tags());
        if (!news.isEmpty()) {
            forwarding.append(news);
            live.append(news.stream().map(EventNews::of).toList());
        }
        return count;
    }

    private Set<UUID> append(List<LineageEvent> events) {
        List<LineageEvent> sorted =
                events.stream().sorted(Comparator.comparing(LineageEvent::id)).toList();
        List<UUID> added = jdbc.query(
                connection -> EventStatements.APPEND.prepare(connection, sorted),
                (row, number) -> row.getObject(1, UUID.class));
        return new HashSet<>(added);
    }

    private <T> void write(ColumnStatement<T> statement, Collection<T> rows) {
        if (!rows.isEmpty()) {
            jdbc.update(connection -> statement.prepare(connection, rows));
        }
    }
}
