package io.weir.metadata.vacuum;

import io.weir.delta.action.Metadata;
import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.storage.ObjectStores;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of one vacuum, in one transaction that holds the vacuum: a page of the store's listing, the match with what is
 * needed, or some deletions. Wherever the process ends, the step is done again: a file that is gone is deleted once more,
 * which changes nothing, and counted then. Purging the table waits for the step, and takes the vacuum along.
 */
@Component
class VacuumStep {

    private static final Logger LOG = LoggerFactory.getLogger(VacuumStep.class);

    /** A folder of this machine is read as a whole for each page, whatever its size. */
    private static final int PAGE = 50_000;

    /** As many as S3 deletes with one call. */
    private static final int DELETIONS = 1000;

    private final Vacuums vacuums;
    private final VacuumSafety safety;
    private final ObjectStores stores;
    private final TransactionTemplate transactions;

    VacuumStep(Vacuums vacuums, VacuumSafety safety, ObjectStores stores, TransactionTemplate transactions) {
        this.vacuums = vacuums;
        this.safety = safety;
        this.stores = stores;
        this.transactions = transactions;
    }

    /** Does one step of one vacuum; false if there was nothing to do. */
    boolean run() {
        AtomicReference<@Nullable Vacuum> claimed = new AtomicReference<>();
        try {
            transactions.executeWithoutResult(status -> vacuums.claim().ifPresent(next -> {
                claimed.set(next);
                advance(next);
            }));
        } catch (DataAccessException | TransactionException database) {
            throw database;
        } catch (RuntimeException fault) {
            Vacuum failing = claimed.get();
            if (failing == null || Thread.currentThread().isInterrupted()) {
                throw fault;
            }
            fault(failing, fault);
        }
        return claimed.get() != null;
    }

    /** The oldest is taken first: one whose step has a fault again and again would keep all later ones waiting. */
    private void fault(Vacuum failing, RuntimeException fault) {
        LOG.error("Vacuum {} of table {} met a fault of this service", failing.id(), failing.table(), fault);
        transactions.executeWithoutResult(
                status -> fail(failing, CommonProblem.INTERNAL.code(), fault + "; the service's log says more"));
    }

    private void advance(Vacuum vacuum) {
        StoredFolders objects = stores.at(vacuum.location());
        try {
            switch (vacuum.state()) {
                case LISTING -> list(vacuum, objects);
                case MATCHING -> match(vacuum, objects);
                case DELETING -> delete(vacuum, objects);
                case SUCCEEDED, FAILED -> throw new IllegalStateException("finished: " + vacuum);
            }
        } catch (IOException failed) {
            failBy(failed, vacuum, CommonProblem.UNAVAILABLE);
        } catch (ProblemException refused) {
            failBy(refused, vacuum, refused.problem());
        }
    }

    /** A service that stops fails calls of every kind: then the step is done again when it is back, or by another replica. */
    private void failBy(Exception cause, Vacuum vacuum, ProblemCode code) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("The service stops within a step of a vacuum", cause);
        }
        fail(vacuum, code.code(), String.valueOf(cause.getMessage()));
    }

    private void fail(Vacuum vacuum, String code, String detail) {
        LOG.warn("Vacuum {} of table {} stopped: {}", vacuum.id(), vacuum.table(), detail);
        vacuums.fail(vacuum, code, detail);
    }

    private void list(Vacuum vacuum, StoredFolders objects) throws IOException {
        if (vacuum.listedAfter().isEmpty()) {
            vacuums.begin(vacuum);
        }
        ObjectPage page = objects.listAll(vacuum.listedAfter(), PAGE);
        List<ListedFile> files = Candidates.of(vacuum.order(), metadata(vacuum)).of(page.objects());
        vacuums.listed(vacuum, files, page.next(), page.objects().size());
        if (page.next().isEmpty()) {
            vacuums.settle(vacuum);
        }
    }

    private Metadata metadata(Vacuum vacuum) {
        return ActionText.metadata(vacuums.metadata(vacuum.tableId()));
    }

    private void match(Vacuum vacuum, StoredFolders objects) throws IOException {
        safety.requireNoForeignCommits(vacuum, objects);
        long version = vacuums.match(vacuum);
        vacuums.matched(vacuum, version, VacuumState.DELETING);
        if (vacuum.order().dryRun()) {
            vacuums.succeed(vacuum);
        }
    }

    /** Asks the commits since the last look before it deletes: one may have taken up a file that was there for long. */
    private void delete(Vacuum vacuum, StoredFolders objects) throws IOException {
        vacuums.rematched(vacuum, vacuums.match(vacuum));
        List<ListedFile> files = vacuums.next(vacuum, DELETIONS);
        if (files.isEmpty()) {
            vacuums.succeed(vacuum);
            LOG.info(
                    "Vacuum {} of table {}, ordered by {}, deleted {} files of {} bytes",
                    vacuum.id(),
                    vacuum.table(),
                    vacuum.order().orderedBy(),
                    vacuum.deleted().files(),
                    vacuum.deleted().bytes());
            return;
        }
        Deletions done =
                objects.deleteAllListed(files.stream().map(ListedFile::path).toList());
        Set<String> gone = Set.copyOf(done.gone());
        vacuums.deleted(
                vacuum,
                files.stream().filter(file -> gone.contains(file.path())).toList());
        if (done.failure().isPresent()) {
            throw done.failure().get();
        }
    }
}
