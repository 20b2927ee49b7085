package io.weir.metadata.commit;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileKey;
import io.weir.delta.action.Metadata;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.delta.conflict.RowIds;
import io.weir.delta.schema.SchemaRules;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.history.FileDifference;
import io.weir.metadata.history.Histories;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.snapshot.TableVersions.Found;
import io.weir.metadata.table.TableFeatures;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Goes back to an older version by a new one: files, schema, properties and what domains say become what they were, the
 * history stays, and so does what applications wrote of themselves. It reads the whole table: whoever commits meanwhile stands
 * against it.
 */
@Service
public class Restoration {

    /** How the properties begin that name the first version with such a timestamp, and that. */
    private static final String SINCE = "delta.inCommitTimestampEnablement";

    private final Histories histories;
    private final Snapshots snapshots;
    private final CommitService commits;
    private final Clock clock;

    Restoration(Histories histories, Snapshots snapshots, CommitService commits, Clock clock) {
        this.histories = histories;
        this.snapshots = snapshots;
        this.commits = commits;
        this.clock = clock;
    }

    /**
     * Makes the table what it was at a version, unless its files may have been vacuumed; the store is not asked.
     *
     * @param found the table at its head, and the version to go back to
     * @throws ProblemException 404 if it is gone by then, also where another one has its name
     */
    public CommitOutcome restore(Found found, Origin origin) {
        TableHead head = found.head();
        List<Action> actions = new ArrayList<>();
        Metadata now = ActionText.metadata(head.metadata());
        Metadata then = withWhatStays(
                now,
                ActionText.metadata(snapshots
                        .at(head.tableId(), found.version())
                        .orElseThrow()
                        .metadata()));
        if (!then.equals(now)) {
            actions.add(then);
        }
        FileDifference difference = histories.difference(head.tableId(), head.version(), found.version());
        long time = clock.millis();
        List<AddFile> gone = difference.gone().stream().map(Restoration::file).toList();
        List<AddFile> come = difference.come().stream().map(Restoration::file).toList();
        without(come, gone).forEach(file -> actions.add(file.remove(time, true)));
        without(gone, come).forEach(file -> actions.add(file.withDataChange()));
        return commits.commit(head.name(), locked -> {
                    requireSame(head, locked);
                    // As they are by now: what somebody said of them meanwhile stands against it like all else.
                    actions.addAll(domains(locked, found.version()));
                    return Optional.of(attempt(found, actions, origin));
                })
                .orElseThrow();
    }

    /**
     * From which version on commits say when they were made is not undone: what was said of it since stays. Ids of columns are not
     * given a second time, so the larger of both counts; one that fell between the two is by other writers, or of before it was held.
     */
    private static Metadata withWhatStays(Metadata now, Metadata then) {
        Map<String, String> properties = new LinkedHashMap<>(then.configuration());
        now.configuration().forEach((name, value) -> {
            if (name.equals(TableFeatures.IN_COMMIT_TIMESTAMPS) || name.startsWith(SINCE)) {
                properties.put(name, value);
            }
        });
        if (SchemaRules.largestId(now.configuration()) > SchemaRules.largestId(properties)) {
            properties.put(
                    SchemaRules.LARGEST_ID,
                    Objects.requireNonNull(now.configuration().get(SchemaRules.LARGEST_ID)));
        }
        return then.withConfiguration(properties);
    }

    private static CommitAttempt attempt(Found found, List<Action> actions, Origin origin) {
        return new CommitAttempt(
                found.head().name(),
                found.head().uuid(),
                found.head().version(),
                "RESTORE",
                Map.of(RestoreRule.VERSION, Long.toString(found.version())),
                Map.of(),
                actions,
                List.of(),
                Reads.WHOLE_TABLE,
                IsolationLevel.SERIALIZABLE,
                origin,
                Purpose.RESTORE,
                Map.of());
    }

    /** What was read to make the actions takes its time. A table that was imported again may have the id that it had. */
    private static void requireSame(TableHead read, TableHead locked) {
        if (read.tableId() != locked.tableId()) {
            throw TableProblems.replaced(read.name(), read.uuid());
        }
    }

    /**
     * Row ids are not given a second time, whatever becomes of the rows. The protocol stays as it is: without the feature,
     * other engines refuse a table that has domains.
     */
    private List<DomainMetadata> domains(TableHead head, long version) {
        if (!TableFeatures.hasDomains(ActionText.protocol(head.protocol()))) {
            return List.of();
        }
        Map<String, DomainMetadata> now = domains(head.tableId(), head.version());
        Map<String, DomainMetadata> then = domains(head.tableId(), version);
        List<DomainMetadata> changes = new ArrayList<>();
        then.values().stream()
                .filter(domain -> !Objects.equals(domain, now.get(domain.domain())))
                .forEach(changes::add);
        now.values().stream()
                .filter(domain -> !then.containsKey(domain.domain()))
                .forEach(domain -> changes.add(domain.asRemoved()));
        changes.removeIf(RowIds::isMark);
        return changes;
    }

    private Map<String, DomainMetadata> domains(long tableId, long version) {
        return snapshots.domains(tableId, version).stream()
                .map(ActionText::domainMetadata)
                .collect(toMap(DomainMetadata::domain, identity()));
    }

    /** A file that was added again meanwhile is the same file: it stays as it is. */
    private static Stream<AddFile> without(List<AddFile> others, List<AddFile> files) {
        Set<FileKey> there = others.stream().map(AddFile::fileKey).collect(toSet());
        return files.stream().filter(file -> !there.contains(file.fileKey()));
    }

    private static AddFile file(String body) {
        return (AddFile) ActionText.read(AddFile.KEY, body);
    }
}
