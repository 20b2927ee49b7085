package io.weir.metadata.mirror;

import io.weir.metadata.commit.TableAdvanced;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do to a mirror. Everything waits for the step that is under way, and holds the table's mirror, but for Kernel's
 * replay.
 */
@Service
public class MirrorService {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Mirrors mirrors;
    private final MirrorInspection inspection;
    private final MirrorReplays replays;
    private final Snapshots snapshots;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    MirrorService(
            Mirrors mirrors,
            MirrorInspection inspection,
            MirrorReplays replays,
            Snapshots snapshots,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.mirrors = mirrors;
        this.inspection = inspection;
        this.replays = replays;
        this.snapshots = snapshots;
        this.transactions = transactions;
        this.events = events;
    }

    /** Stops publishing; commits go on. */
    public MirrorStatus pause(String table) {
        return within(table, task -> {
            mirrors.move(task.tableId(), MirrorState.PAUSED);
            return status(table);
        });
    }

    /** Publishes again, after a pause or once a foreign log file was moved away. */
    public MirrorStatus resume(String table) {
        MirrorStatus status = within(table, task -> {
            mirrors.move(task.tableId(), MirrorState.ACTIVE);
            return status(table);
        });
        events.publishEvent(new TableAdvanced(table, status.headVersion(), 0));
        return status;
    }

    /**
     * Compares the log files of some versions with Postgres, and behind the last one Kernel's replay. Reads each of them, for
     * some seconds: of a longer range, and of a replay that takes longer, the report says where to go on.
     */
    public MirrorReport verify(String table, @Nullable Long from, @Nullable Long to) {
        Compared compared = within(
                table,
                task -> new Compared(task, inspection.verify(task, range(task, task.cleanedVersion(), from, to))));
        boolean isAll = compared.report().nextVersion() == null;
        return isAll && compared.task().publishedVersion() >= 0 ? replayed(compared, from) : compared.report();
    }

    private record Compared(MirrorTask task, MirrorReport report) {}

    private MirrorReport replayed(Compared compared, @Nullable Long from) {
        MirrorTask task = compared.task();
        MirrorReport report = compared.report();
        return about(task, found -> {
            MirrorReplays.State replay = replays.await(found, from, report.toVersion());
            List<String> differences = replay.differences();
            return differences == null ? report.replaying(replay.files()) : report.replayed(differences);
        });
    }

    /**
     * Writes log files again that are missing, and, at the end of the range, a checkpoint. Expired ones only where they are
     * asked for. As long as {@link #verify}.
     */
    public MirrorReport repair(String table, @Nullable Long from, @Nullable Long to) {
        MirrorReport report = within(table, task -> {
            long oldest = snapshots.firstVersion(task.tableId());
            MirrorReport repaired = inspection.repair(task, range(task, oldest, from, to));
            if (task.publishedVersion() >= 0 && repaired.nextVersion() == null) {
                mirrors.checkpointDue(task.tableId(), task.publishedVersion());
            }
            return repaired;
        });
        events.publishEvent(new TableAdvanced(table, report.toVersion(), 0));
        return report;
    }

    private VersionRange range(MirrorTask task, long oldest, @Nullable Long from, @Nullable Long to) {
        long kept = Math.max(oldest, snapshots.firstVersion(task.tableId()));
        return VersionRange.within(kept, task.publishedVersion(), from, to);
    }

    /** How far a table's mirror is. */
    public MirrorStatus status(String table) {
        return mirrors.status(table).orElseThrow(() -> TableProblems.notFound(table));
    }

    private interface Work<T> {
        T on(MirrorTask task) throws IOException;
    }

    private <T> T within(String table, Work<T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            MirrorTask task = mirrors.lock(table).orElseThrow(() -> TableProblems.notFound(table));
            return about(task, work);
        }));
    }

    /** Work whose failures tell the table. */
    private static <T> T about(MirrorTask task, Work<T> work) {
        try {
            return work.on(task);
        } catch (IOException failed) {
            throw TableProblems.about(
                    task.uuid(),
                    ProblemException.unavailable(String.valueOf(failed.getMessage()), RETRY_AFTER, failed));
        } catch (ProblemException refused) {
            throw TableProblems.about(task.uuid(), refused);
        }
    }
}
