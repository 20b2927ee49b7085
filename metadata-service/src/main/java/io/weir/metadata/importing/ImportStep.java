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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
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
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    ImportStep(
            Imports imports,
            SourceLogs logs,
            ImportValidation validation,
            Tables tables,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.imports = imports;
        this.logs = logs;
        this.validation = validation;
        this.tables = tables;
        this.transactions = transactions;
        this.events = events;
    }

    /** Does one step of one import; false if there was nothing to do. */
    boolean run() {
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> {
                Optional<TableImport> next = imports.claim();
                next.ifPresent(this::advance);
                return next.isPresent();
            }));
        } catch (StoppedImport stopped) {
            LOG.warn("Import of table {} stopped: {}", stopped.table, stopped.getMessage());
            transactions.executeWithoutResult(
                    status -> imports.fail(stopped.tableId, stopped.code.code(), String.valueOf(stopped.getMessage())));
            return true;
        }
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
            throw new StoppedImport(unfinished, broken.problem(), broken.detail(), broken);
        } catch (IllegalLogState broken) {
            throw new StoppedImport(
                    unfinished, broken.broken().problem(), broken.broken().detail(), broken);
        } catch (InvalidActionException invalid) {
            throw new StoppedImport(
                    unfinished, MetadataProblem.INVALID_LOG, String.valueOf(invalid.getMessage()), invalid);
        } catch (IOException failed) {
            throw new StoppedImport(unfinished, CommonProblem.UNAVAILABLE, String.valueOf(failed.getMessage()), failed);
        } catch (ProblemException problem) {
            throw new StoppedImport(unfinished, problem.problem(), String.valueOf(problem.getMessage()), problem);
        }
    }

    /** What a row cannot hold it will not hold the next time either. */
    private void append(TableImport unfinished, VersionBatch batch) throws IOException {
        try {
            imports.append(unfinished, batch);
        } catch (DataIntegrityViolationException tooMuch) {
            throw new StoppedImport(
                    unfinished,
                    MetadataProblem.INVALID_LOG,
                    "from version " + next(unfinished) + " on: "
                            + tooMuch.getMostSpecificCause().getMessage(),
                    tooMuch);
        }
    }

    private static long next(TableImport unfinished) {
        ReachedVersion reached = unfinished.reached();
        return reached == null ? unfinished.range().first() : reached.version() + 1;
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

        private final long tableId;
        private final String table;
        private final transient ProblemCode code;

        StoppedImport(TableImport unfinished, ProblemCode code, String detail, Exception cause) {
            super(detail, cause);
            this.tableId = unfinished.tableId();
            this.table = unfinished.order().table();
            this.code = code;
        }
    }
}
