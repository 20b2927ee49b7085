package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.TableAdvanced;
import io.weir.metadata.importing.CheckpointBatch.IllegalLogState;
import io.weir.metadata.table.FreePlace;
import io.weir.metadata.table.TableLocation;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
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

    private final Imports imports;
    private final SourceLogs logs;
    private final ImportValidation validation;
    private final Tables tables;
    private final ImportRests rests;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    ImportStep(
            Imports imports,
            SourceLogs logs,
            ImportValidation validation,
            Tables tables,
            ImportRests rests,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.imports = imports;
        this.logs = logs;
        this.validation = validation;
        this.tables = tables;
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
            return true;
        }
        TableImport advanced = claimed.get();
        if (advanced != null) {
            rests.over(advanced.tableId());
        }
        return advanced != null;
    }

    /** Nothing of the step is kept. Whatever it was that failed, it does not keep other imports waiting. */
    private void failed(TableImport failing, RuntimeException failed) {
        if (failed instanceof StoppedImport stopped) {
            stop(failing, stopped.code, String.valueOf(stopped.getMessage()));
        } else if (failed instanceof DataAccessException || failed instanceof TransactionException) {
            rests.failed(failing.tableId())
                    .ifPresentOrElse(
                            pause -> LOG.warn(
                                    "Import of table {} failed from version {} on, next attempt in {} ms",
                                    failing.order().table(),
                                    failing.nextVersion(),
                                    pause.toMillis(),
                                    failed),
                            () -> stop(
                                    failing,
                                    CommonProblem.UNAVAILABLE,
                                    "from version " + failing.nextVersion() + " on, " + ImportRests.ATTEMPTS
                                            + " times in a row: "
                                            + NestedExceptionUtils.getMostSpecificCause(failed)
                                                    .getMessage()));
        } else {
            LOG.error(
                    "Import of table {} met a fault of this service",
                    failing.order().table(),
                    failed);
            stop(
                    failing,
                    CommonProblem.INTERNAL,
                    "from version " + failing.nextVersion() + " on: " + failed + "; the service's log says more");
        }
    }

    private void stop(TableImport failing, ProblemCode code, String detail) {
        LOG.warn("Import of table {} stopped: {}", failing.order().table(), detail);
        transactions.executeWithoutResult(status -> imports.fail(failing.tableId(), code.code(), detail));
        rests.over(failing.tableId());
    }

    private void advance(TableImport unfinished) {
        try {
            SourceLog log = logs.at(unfinished.order().location());
            if (!unfinished.isComplete()) {
                append(unfinished, log.next(unfinished));
            } else if (unfinished.order().upToVersion() == null
                    && log.newest() > unfinished.range().last()) {
                imports.extend(unfinished.tableId(), log.newest());
            } else {
                finish(unfinished, log);
            }
        } catch (BrokenLogException broken) {
            throw new StoppedImport(broken.problem(), broken.detail(), broken);
        } catch (IllegalLogState broken) {
            throw new StoppedImport(broken.broken().problem(), broken.broken().detail(), broken);
        } catch (InvalidActionException invalid) {
            throw new StoppedImport(MetadataProblem.INVALID_LOG, String.valueOf(invalid.getMessage()), invalid);
        } catch (IOException failed) {
            throw new StoppedImport(CommonProblem.UNAVAILABLE, String.valueOf(failed.getMessage()), failed);
        } catch (ProblemException problem) {
            throw new StoppedImport(problem.problem(), String.valueOf(problem.getMessage()), problem);
        }
    }

    /** What a row cannot hold it will not hold the next time either. */
    private void append(TableImport unfinished, VersionBatch batch) throws IOException {
        try {
            imports.append(unfinished, batch);
        } catch (DataIntegrityViolationException tooMuch) {
            throw new StoppedImport(
                    MetadataProblem.INVALID_LOG,
                    "from version " + unfinished.nextVersion() + " on: "
                            + tooMuch.getMostSpecificCause().getMessage(),
                    tooMuch);
        }
    }

    private void finish(TableImport complete, SourceLog log) throws IOException, BrokenLogException {
        if (!complete.order().skipValidation()) {
            String warning = validation.compare(complete, log);
            if (warning != null) {
                imports.warn(complete.tableId(), warning);
            }
        }
        ImportOrder order = complete.order();
        FreePlace.require(tables, order.table(), TableLocation.of(order.location()));
        long last = complete.range().last();
        imports.publish(complete, log.newest() > last);
        LOG.info("Imported versions {} to {} of table {}", complete.range().first(), last, order.table());
        ReachedVersion reached = complete.reached();
        events.publishEvent(new TableAdvanced(
                order.table(), last, reached == null ? 0 : reached.totals().files()));
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
