package io.weir.metadata.importing;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.importing.ImportWorker.ImportOrdered;
import io.weir.metadata.storage.ConditionalWrites;
import io.weir.metadata.table.FreePlace;
import io.weir.metadata.table.SchemasOfTables;
import io.weir.metadata.table.TableLocation;
import io.weir.metadata.table.TableLocations;
import io.weir.metadata.table.TableNames;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders imports, and tells how they stand. */
@Service
public class ImportService {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Imports imports;
    private final SourceLogs logs;
    private final Tables tables;
    private final SchemasOfTables schemas;
    private final TableLocations locations;
    private final ConditionalWrites writes;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ImportService(
            Imports imports,
            SourceLogs logs,
            Tables tables,
            SchemasOfTables schemas,
            TableLocations locations,
            ConditionalWrites writes,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.imports = imports;
        this.logs = logs;
        this.tables = tables;
        this.schemas = schemas;
        this.locations = locations;
        this.writes = writes;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts an import, or lets the one that is unfinished go on; one that rests is tried at once.
     *
     * @throws ProblemException if there is no log that can be taken over, or its name or place is taken
     */
    public TableImport start(ImportOrder asked) {
        ImportOrder order = placed(asked);
        ImportRange range = range(order);
        writes.require(order.location());
        TableImport started = record(order, range);
        events.publishEvent(new ImportOrdered(order.table()));
        return started;
    }

    /** What an import would do, by the names of the log's files; nothing is written. */
    public TableImport plan(ImportOrder asked) {
        ImportOrder order = placed(asked);
        ImportRange range = range(order);
        transactions.executeWithoutResult(status -> {
            FreePlace.claim(tables, order.table(), TableLocation.of(order.location()));
            schemas.check(order.table());
        });
        return new TableImport(0, order, ImportState.PLANNED, range, null, null, null, clock.instant(), null);
    }

    private ImportOrder placed(ImportOrder asked) {
        TableNames.violation(asked.table(), "table").ifPresent(violation -> {
            throw TableProblems.invalid(List.of(violation));
        });
        TableLocation location = locations.resolve(asked.table(), asked.location());
        return new ImportOrder(
                asked.table(),
                location.text(),
                asked.owner(),
                asked.upToVersion(),
                asked.checkpointOnly(),
                asked.skipValidation());
    }

    private ImportRange range(ImportOrder order) {
        try {
            return logs.at(order.location()).range(order);
        } catch (BrokenLogException broken) {
            throw new ProblemException(broken.problem(), broken.detail());
        } catch (IOException failed) {
            throw ProblemException.unavailable(String.valueOf(failed.getMessage()), RETRY_AFTER, failed);
        }
    }

    private TableImport record(ImportOrder order, ImportRange range) {
        Optional<TableImport> recorded = Optional.empty();
        while (recorded.isEmpty()) {
            recorded = Objects.requireNonNull(transactions.execute(status -> tryToRecord(order, range)));
        }
        return recorded.get();
    }

    /**
     * The import is waited for before the place is claimed: a step may have it for minutes, in which all who claim places would wait
     * as well, and the last one claims the place while it has it.
     *
     * @return nothing where somebody else ordered it first meanwhile: it is to be waited for, and without the claim
     */
    private Optional<TableImport> tryToRecord(ImportOrder order, ImportRange range) {
        Optional<TableImport> unfinished = imports.lock(order.table());
        FreePlace.claim(tables, order.table(), TableLocation.of(order.location()));
        schemas.require(order.table());
        if (unfinished.isPresent()) {
            return Optional.of(goOn(unfinished.get(), order, range));
        }
        return isUnfinished(order.table()) ? Optional.empty() : Optional.of(imports.start(order, range));
    }

    private boolean isUnfinished(String table) {
        return imports.find(table)
                .filter(latest -> latest.state() != ImportState.SUCCEEDED)
                .isPresent();
    }

    private TableImport goOn(TableImport before, ImportOrder order, ImportRange range) {
        if (!before.order().equals(order)) {
            throw new ProblemException(
                    MetadataProblem.IMPORT_UNFINISHED,
                    "There is an unfinished import of " + order.table() + " from "
                            + before.order().location() + " with other options");
        }
        if (before.state() == ImportState.FAILED || before.rest() != null) {
            imports.resume(before.tableId(), range);
        }
        return imports.find(order.table()).orElseThrow();
    }

    /**
     * The latest import of a name.
     *
     * @throws ProblemException if there never was one
     */
    public TableImport find(String table) {
        return imports.find(table).orElseThrow(() -> notFound(table));
    }

    /** Forgets an unfinished import and what it has so far; waits for the step that is under way. */
    public TableImport abandon(String table) {
        return Objects.requireNonNull(transactions.execute(status -> {
            TableImport unfinished = imports.lock(table).orElseThrow(() -> notFound(table));
            imports.abandon(unfinished.tableId());
            return unfinished;
        }));
    }

    private static ProblemException notFound(String table) {
        return new ProblemException(MetadataProblem.IMPORT_NOT_FOUND, "There is no unfinished import of " + table);
    }
}
