package io.weir.metadata.table;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.MetadataSettings;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Drops tables and takes them back. */
@Service
public class TableDrops {

    private static final Logger LOG = LoggerFactory.getLogger(TableDrops.class);

    private final DroppedTables dropped;
    private final Tables tables;
    private final SchemasOfTables schemas;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final Duration retention;

    TableDrops(
            DroppedTables dropped,
            Tables tables,
            SchemasOfTables schemas,
            Outbox outbox,
            TransactionTemplate transactions,
            MetadataSettings settings) {
        this.outbox = outbox;
        this.dropped = dropped;
        this.tables = tables;
        this.schemas = schemas;
        this.transactions = transactions;
        this.retention = settings.metadata().dropRetention();
    }

    /** Drops a table whatever became of it, and keeps it for a while. */
    public void drop(String name) {
        drop(name, false, found -> {});
    }

    /**
     * Drops a table.
     *
     * @param purge whether it is not to be kept; also forgets tables of this name that were dropped before
     * @param precondition of the table as it is then, if there is one, which throws where it must not go
     * @return the id of the table that was dropped; empty if only some that were dropped before are forgotten
     * @throws ProblemException if there is none, nor one to be forgotten
     */
    public Optional<UUID> drop(String name, boolean purge, Consumer<Optional<TableHead>> precondition) {
        Optional<UUID> gone = Objects.requireNonNull(transactions.execute(status -> {
            precondition.accept(dropped.hold(name));
            return goes(name, purge ? Duration.ZERO : retention);
        }));
        boolean forgotten = purge && dropped.expire(name);
        if (gone.isEmpty() && !forgotten) {
            throw TableProblems.notFound(name);
        }
        LOG.info("Dropped table {}{}", name, purge ? ", not to be kept" : "");
        return gone;
    }

    /** What was granted on it by its name goes with it, for its name is free. */
    private Optional<UUID> goes(String name, Duration kept) {
        Optional<UUID> gone = dropped.drop(name, kept);
        gone.ifPresent(id -> Removal.tell(outbox, ResourceKind.TABLE, name));
        return gone;
    }

    /**
     * Takes a dropped table back as it was.
     *
     * @param id of the table; null for the latest of its name
     * @throws ProblemException if there is none, its schema is gone, or another table has the name by now
     */
    public TableHead undrop(String name, @Nullable UUID id) {
        TableHead head = Objects.requireNonNull(transactions.execute(status -> putBack(name, id)));
        LOG.info("Took back table {}, at version {}", name, head.version());
        return head;
    }

    private TableHead putBack(String name, @Nullable UUID id) {
        List<DroppedTable> candidates = dropped.named(name).stream()
                .filter(table -> id == null || table.head().uuid().equals(id))
                .toList();
        boolean back = !candidates.isEmpty() && dropped.undrop(candidates.get(0));
        if (back) {
            schemas.require(name);
        }
        return tables.open(name).filter(head -> back).orElseThrow(() -> refusal(name, !candidates.isEmpty()));
    }

    private ProblemException refusal(String name, boolean wasThere) {
        if (wasThere && tables.open(name).isPresent()) {
            return new ProblemException(
                    MetadataProblem.TABLE_EXISTS,
                    "Another table is called " + name + " by now: drop it first, then undrop this one by its id");
        }
        return new ProblemException(
                MetadataProblem.TABLE_NOT_FOUND,
                "There is no dropped table " + name + " to take back; dropped tables are kept for " + kept());
    }

    /** As people say it: 7 days, 36 hours. */
    private String kept() {
        if (retention.equals(Duration.ofDays(retention.toDays()))) {
            return count(retention.toDays(), "day");
        }
        return retention.equals(Duration.ofHours(retention.toHours()))
                ? count(retention.toHours(), "hour")
                : count(retention.toSeconds(), "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
