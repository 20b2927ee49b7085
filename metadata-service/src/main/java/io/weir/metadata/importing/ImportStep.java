package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.storage.StoreRefusedException;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.TableAdvanced;
import io.weir.metadata.importing.CheckpointBatch.IllegalLogState;
import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.table.FreePlace;
import io.weir.metadata.table.TableLocation;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of one import, in one transaction that holds the import: the next versions, or, when all are in, the
 * comparison with Kernel and the table's appearance. Whatever instruction the process ends at, the step is done again
 * from where Postgres says.
 */
@Component
class ImportStep {

    private static final Logger LOG = LoggerFactory.getLogger(ImportStep.class);

    /** Class of PostgreSQL's states, such as that a row is too long for an index. */
    private static final String PROGRAM_LIMIT_EXCEEDED = "54";

    private final Imports imports;
    private final SourceLogs logs;
    private final ImportValidation validation;
    private final Tables tables;
    private final Mirrors mirrors;
    private final ImportRests rests;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    ImportStep(
            Imports imports,
            SourceLogs logs,
            ImportValidation validation,
            Tables tables,
            Mirrors mirrors,
            ImportRests rests,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.imports = imports;
        this.logs = logs;
        this.validation = validation;
        this.tables = tables;
        this.mirrors = mirrors;
        this.rests = rests;
        this.transactions = transactions;
        this.events = events;
    }

    /** Does one step of one import; false if there was nothing to do. */
    boolean run() {
        AtomicReference<@Nullable TableImport> claimed = new AtomicReference<>();
        try {
            transactions.executeWithoutResult(
                    status -> imports.claim(rests.now()).ifPresent(next -> {
                        claimed.set(next);
                        advance(next);
                    }));
        } catch (RuntimeException failed) {
            TableImport failing = claimed.get();
            if (failing == null || Thread.currentThread().isInterrupted()) {
                // No import is to blame; where the service stops, the step is done again when it is back.
                throw failed;
            }
            failed(failing, failed);
        }
        return claimed.get() != null;
    }

    /** Nothing of the step is kept. Whatever it was that failed, it does not keep other imports waiting. */
    private void failed(TableImport failing, RuntimeException failed) {
        String where = "from version " + failing.nextVersion() + " on: ";
        if (failed instanceof StoppedImport stopped) {
            stop(failing, stopped.code, String.valueOf(stopped.getMessage()));
        } else if (mayPass(failed)) {
            rest(failing, where + detail(failed), failed);
        } else {
            LOG.error(
                    "Import of table {} met a fault of this service",
                    failing.order().table(),
                    failed);
            stop(failing, CommonProblem.INTERNAL, where + failed + "; the service's log says more");
        }
    }

    /** Whether it was the store or PostgreSQL, which may do the same well a little later. */
    private static boolean mayPass(RuntimeException failed) {
        return failed instanceof StoreFailure
                || failed instanceof DataAccessException
                || failed instanceof TransactionException
                || (failed instanceof ProblemException problem && problem.problem() == CommonProblem.UNAVAILABLE);
    }

    private static String detail(RuntimeException failed) {
        return failed instanceof StoreFailure store
                ? store.detail()
                : String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(failed).getMessage());
    }

    private void stop(TableImport failing, ProblemCode code, String detail) {
        LOG.warn("Import of table {} stopped: {}", failing.order().table(), detail);
        transactions.executeWithoutResult(status -> imports.fail(failing, new ImportProblem(code.code(), detail)));
    }

    /** If not even this can be written, the import is tried again as soon as it can be claimed. */
    private void rest(TableImport failing, String detail, RuntimeException failed) {
        ImportRest rest = rests.after(failing);
        LOG.warn(
                "Import of table {} failed {} times in a row, next attempt at {}",
                failing.order().table(),
                rest.failures(),
                rest.until(),
                failed);
        transactions.executeWithoutResult(
                status -> imports.rest(failing, new ImportProblem(CommonProblem.UNAVAILABLE.code(), detail), rest));
    }

    private void advance(TableImport unfinished) {
        try {
            SourceLog log = logs.at(unfinished.order().location());
            if (!unfinished.isComplete()) {
                append(unfinished, log.next(unfinished));
            } else {
                end(unfinished, log);
            }
        } catch (BrokenLogException broken) {
            throw new StoppedImport(broken.problem(), broken.detail(), broken);
        } catch (IllegalLogState broken) {
            throw new StoppedImport(broken.broken().problem(), broken.broken().detail(), broken);
        } catch (InvalidActionException invalid) {
            throw new StoppedImport(MetadataProblem.INVALID_LOG, String.valueOf(invalid.getMessage()), invalid);
        } catch (StoreRefusedException refused) {
            throw new StoppedImport(CommonProblem.UNAVAILABLE, String.valueOf(refused.getMessage()), refused);
        } catch (IOException failed) {
            throw new StoreFailure(failed);
        } catch (ProblemException problem) {
            throw mayPass(problem)
                    ? problem
                    : new StoppedImport(problem.problem(), String.valueOf(problem.getMessage()), problem);
        }
    }

    /** What a row or an index cannot hold it will not hold the next time either. */
    private void append(TableImport unfinished, VersionBatch batch) throws IOException {
        try {
            imports.append(unfinished, batch);
        } catch (NonTransientDataAccessException failed) {
            if (!isTooMuch(failed)) {
                throw failed;
            }
            throw new StoppedImport(
                    MetadataProblem.INVALID_LOG,
                    "from version " + unfinished.nextVersion() + " on: "
                            + failed.getMostSpecificCause().getMessage(),
                    failed);
        }
    }

    private static boolean isTooMuch(NonTransientDataAccessException failed) {
        return failed instanceof DataIntegrityViolationException
                || (failed.getMostSpecificCause() instanceof SQLException cause
                        && String.valueOf(cause.getSQLState()).startsWith(PROGRAM_LIMIT_EXCEEDED));
    }

    private void end(TableImport complete, SourceLog log) throws IOException, BrokenLogException {
        long newest = log.newest();
        boolean hasMore = newest > complete.range().last();
        if (hasMore && complete.order().upToVersion() == null) {
            imports.extend(complete.tableId(), newest);
        } else {
            finish(complete, log, hasMore);
        }
    }

    private void finish(TableImport complete, SourceLog log, boolean hasMore) throws IOException, BrokenLogException {
        ImportOrder order = complete.order();
        String corrupt = order.skipValidation() ? null : validation.compare(complete, log);
        if (corrupt != null) {
            imports.warn(complete.tableId(), corrupt);
        }
        FreePlace.claim(tables, order.table(), TableLocation.of(order.location()));
        long last = complete.range().last();
        imports.publish(complete, hasMore);
        if (corrupt != null) {
            // Readers that begin at the newest checkpoint cannot open the table before there is a sound one.
            mirrors.checkpointDue(complete.tableId(), last);
        }
        LOG.info("Imported versions {} to {} of table {}", complete.range().first(), last, order.table());
        ReachedVersion reached = complete.reached();
        events.publishEvent(new TableAdvanced(
                order.table(), last, reached == null ? 0 : reached.totals().files()));
    }

    /** The store failed, which ends the step's transaction. */
    private static final class StoreFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoreFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** Ends the step's transaction, so that nothing of the step is kept. */
    private static final class StoppedImport extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ProblemCode code;

        StoppedImport(ProblemCode code, String detail, Exception cause) {
            super(detail, cause);
            this.code = code;
        }
    }
}
