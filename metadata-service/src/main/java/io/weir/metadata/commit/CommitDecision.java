package io.weir.metadata.commit;

import static java.util.stream.Collectors.toSet;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.Commits.FilesNotLiveException;
import io.weir.metadata.rowid.RowTracking;
import io.weir.metadata.rowid.TrackedCommit;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.RowTrackingProperties;
import io.weir.metadata.table.TableFeatures;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of an attempt, decided under the lock of the table's head row: a repetition, overtaken, in conflict with
 * a winner, or the next version. Runs in the caller's transaction; seventeen statements at most, however many actions, and
 * three more for each portion of winners that have to be read beyond the first.
 */
@Component
class CommitDecision {

    private final Commits commits;
    private final Referee referee;
    private final CommitAnnouncements announcements;
    private final RowTracking rows;
    private final BareRemoves removes;
    private final Clock clock;
    private final HeadActions heads = new HeadActions();

    CommitDecision(
            Commits commits,
            Referee referee,
            CommitAnnouncements announcements,
            RowTracking rows,
            BareRemoves removes,
            Clock clock) {
        this.removes = removes;
        this.commits = commits;
        this.referee = referee;
        this.announcements = announcements;
        this.rows = rows;
        this.clock = clock;
    }

    CommitOutcome decide(CommitAttempt attempt) {
        return decide(
                attempt, commits.lock(attempt.table()).orElseThrow(() -> TableProblems.notFound(attempt.table())));
    }

    /** Decides what a table's head asks for, if it asks for anything: nobody else can change the head meanwhile. */
    Optional<Decided> decide(String table, Function<TableHead, Optional<CommitAttempt>> wanted) {
        TableHead head = commits.lock(table).orElseThrow(() -> TableProblems.notFound(table));
        return about(head, () -> wanted.apply(head)).map(attempt -> new Decided(attempt, decide(attempt, head)));
    }

    /** An attempt and what became of it. */
    record Decided(CommitAttempt attempt, CommitOutcome outcome) {}

    /** As {@link #decide(CommitAttempt)}, of a table whose head is locked already. */
    CommitOutcome decide(CommitAttempt attempt, TableHead head) {
        return about(head, () -> refusal(attempt, head).orElseGet(() -> append(head, attempt)));
    }

    /** What is refused under the lock of a table's head is about that table, and no other of its name. */
    <T> T about(TableHead head, Supplier<T> decided) {
        try {
            return decided.get();
        } catch (ProblemException refused) {
            throw TableProblems.about(head.uuid(), refused);
        }
    }

    private Optional<CommitOutcome> refusal(CommitAttempt attempt, TableHead head) {
        Set<String> appIds = TransactionCheck.of(attempt).appIds();
        return refusal(attempt, head, appIds.isEmpty() ? Map.of() : commits.transactions(head.tableId(), appIds));
    }

    /**
     * Why the attempt is not to be the next version, if something stands against it; then nothing is written.
     *
     * @param current the latest transactions of the applications that the attempt writes for or waits for
     */
    Optional<CommitOutcome> refusal(
            CommitAttempt attempt, TableHead head, Map<String, ApplicationTransaction> current) {
        UUID meant = attempt.tableId();
        if (meant != null && !meant.equals(head.uuid())) {
            throw TableProblems.replaced(attempt.table(), meant);
        }
        Long readVersion = attempt.readVersion();
        if (readVersion != null && (readVersion < 0 || readVersion > head.version())) {
            throw ProblemException.invalid(
                    "readVersion", "is no version of the table", readVersion, "0 to " + head.version());
        }
        TransactionCheck check = TransactionCheck.of(attempt);
        return check.outcome(head, current, commits).or(() -> conflict(head, attempt, check.unguarded()));
    }

    private Optional<CommitOutcome> conflict(TableHead head, CommitAttempt attempt, List<String> unguarded) {
        Long readVersion = attempt.readVersion();
        return readVersion == null || readVersion == head.version()
                ? Optional.empty()
                : referee.decide(
                        head,
                        attempt,
                        Contest.of(readVersion, attempt, new ActionsByKind(attempt.actions()), unguarded));
    }

    /** The attempt as the version after the head; writes nothing. */
    private NewVersion next(CommitAttempt attempt, TableHead head) {
        return next(attempt, head, rows::track);
    }

    /** As one of a group that {@linkplain #fits fits}, behind the ids that were given to rows before it; asks nobody. */
    NewVersion next(CommitAttempt attempt, TableHead head, GroupMarks marks) {
        return next(attempt, head, commit -> rows.number(commit, marks.of(commit.tableId())));
    }

    private NewVersion next(CommitAttempt attempt, TableHead head, Function<TrackedCommit, List<Action>> tracking) {
        RestoreRule.require(attempt, head);
        List<Action> actions = attempt.actions();
        Protocol protocol = protocol(attempt, head);
        Metadata metadata = heads.metadata(head);
        requireRowIds(attempt, metadata);
        SchemaChange change = schemaChange(attempt, head);
        TableRules.require(actions, protocol, metadata, change);
        Layout layout = layout(head, attempt);
        long timestamp = Math.max(clock.millis(), head.timestamp() + 1);
        Function<InvalidActionException, ProblemException> refusal =
                statistics -> TableRules.invalid(actions, protocol, metadata, change, statistics);
        try {
            CommitAttempt tracked = tracked(attempt, head, protocol, metadata, tracking);
            CommitAttempt whole = removes.complete(head.tableId(), tracked);
            return VersionAssembly.assemble(head.version() + 1, timestamp, whole, layout, refusal);
        } catch (InvalidActionException statistics) {
            throw refusal.apply(statistics);
        }
    }

    /** Whether ids were kept can be said of rows that have some. */
    private static void requireRowIds(CommitAttempt attempt, Metadata metadata) {
        if (!attempt.tags().isEmpty() && !RowTrackingProperties.isOn(metadata.configuration())) {
            throw ProblemException.invalid(
                    "rowTrackingPreserved",
                    "says something of row ids, which the table's rows do not have",
                    attempt.tags().values(),
                    "nothing, unless " + RowTrackingProperties.ENABLED + " is true");
        }
    }

    /** With ids for its rows, where the table tracks them; two statements more, or some. */
    private CommitAttempt tracked(
            CommitAttempt attempt,
            TableHead head,
            Protocol before,
            Metadata metadata,
            Function<TrackedCommit, List<Action>> tracking) {
        Protocol changed = new ActionsByKind(attempt.actions()).protocol();
        if (!TableFeatures.tracksRows(changed == null ? before : changed)) {
            return attempt;
        }
        TrackedCommit commit = new TrackedCommit(
                head.tableId(),
                head.version() + 1,
                attempt.readVersion(),
                attempt.purpose() == Purpose.RESTORE,
                attempt.actions(),
                metadata,
                attempt.tags());
        return attempt.withActions(tracking.apply(commit), commit.tags());
    }

    /** Whether ids are given to the rows of a table. */
    boolean tracksRows(TableHead head) {
        return TableFeatures.tracksRows(heads.protocol(head));
    }

    /** Whether a commit of few files can be one of a group, for all that the ids of its rows ask. */
    boolean fits(CommitAttempt attempt, TableHead head) {
        return !tracksRows(head) || RowTracking.canNumber(attempt.actions());
    }

    /** What its actions are held against; a commit that changes the mode was given its protocol by this service. */
    private Protocol protocol(CommitAttempt attempt, TableHead head) {
        Protocol changed = new ActionsByKind(attempt.actions()).protocol();
        return attempt.purpose() == Purpose.MODE && changed != null ? changed : heads.protocol(head);
    }

    /** What becomes of an attempt that is the version after the head. */
    Committed committed(CommitAttempt attempt, TableHead before, NewVersion version) {
        return new Committed(
                before.uuid(), version.version(), version.timestamp(), rebasedFrom(before, attempt.readVersion()));
    }

    private CommitOutcome append(TableHead head, CommitAttempt attempt) {
        NewVersion version = next(attempt, head);
        try {
            commits.append(head.tableId(), head.totals(), version);
        } catch (FilesNotLiveException notLive) {
            throw notLive(head, notLive);
        }
        announce(head, version);
        return committed(attempt, head, version);
    }

    /** Tells others of a version that a job or a run made. At most one statement. */
    void announce(TableHead head, NewVersion version) {
        if (version.origin().isTraced()) {
            announcements.announce(head, version);
        }
    }

    private static SchemaChange schemaChange(CommitAttempt attempt, TableHead head) {
        if (attempt.purpose() == Purpose.RESTORE) {
            return SchemaChange.RESTORATION;
        }
        return replacesAll(attempt, head) ? SchemaChange.REPLACEMENT : SchemaChange.EVOLUTION;
    }

    /** Whether other metadata meets no file of before, which with another deletion vector is the file that it was. */
    private static boolean replacesAll(CommitAttempt attempt, TableHead head) {
        ActionsByKind actions = new ActionsByKind(attempt.actions());
        List<RemoveFile> removed = actions.removed();
        if (actions.metadata() == null || removed.size() < head.totals().files()) {
            return false;
        }
        Set<String> gone = removed.stream().map(RemoveFile::path).collect(toSet());
        return actions.added().stream().map(AddFile::path).noneMatch(gone::contains);
    }

    private Layout layout(TableHead head, CommitAttempt attempt) {
        Metadata changed = new ActionsByKind(attempt.actions()).metadata();
        return changed == null ? heads.layout(head) : Layout.of(head.slots(), changed);
    }

    private static @Nullable Long rebasedFrom(TableHead head, @Nullable Long readVersion) {
        return readVersion == null || readVersion == head.version() ? null : readVersion;
    }

    private static ProblemException notLive(TableHead head, FilesNotLiveException notLive) {
        return TableProblems.invalid(
                MetadataProblem.INVALID_ACTION,
                notLive.paths().stream()
                        .map(path -> Violation.of(
                                "actions.remove.path",
                                "is not live at version " + head.version(),
                                path,
                                "a live file, with the deletion vector that it has"))
                        .toList());
    }
}
