package io.weir.metadata.commit;

import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import java.util.List;

/**
 * A commit as the conflict rules see it.
 *
 * @param readVersion the version that its writer read, or a later one up to which no winner stands against it
 * @param changesProtocol whether it sets a protocol
 * @param domains domains that it sets or removes
 * @param appIds applications whose transactions it writes or has read
 * @param read the files that it has read
 * @param removed paths that it removes
 * @param seesAppends whether adds of others can stand against it
 * @param seesBlindAppends whether adds of others that had read nothing can, too
 */
public record Contest(
        long readVersion,
        boolean changesProtocol,
        List<String> domains,
        List<String> appIds,
        Reads read,
        List<String> removed,
        boolean seesAppends,
        boolean seesBlindAppends) {

    /** Whether any removal of others can be of a file that was read. */
    public boolean seesEveryRemoval() {
        return read.wholeTable()
                || (!read.predicates().isEmpty() && read.files().isEmpty());
    }

    /** The same commit, of which is known that no winner up to a version stands against it. */
    Contest behind(long version) {
        return new Contest(version, changesProtocol, domains, appIds, read, removed, seesAppends, seesBlindAppends);
    }

    /** A commit that only rearranges files is held to snapshot isolation: no row of others can make it wrong. */
    static Contest of(long readVersion, CommitAttempt attempt, ActionsByKind actions, List<String> appIds) {
        IsolationLevel isolation = actions.onlyRearranges() ? IsolationLevel.SNAPSHOT : attempt.isolation();
        boolean choseFiles =
                attempt.read().wholeTable() || !attempt.read().predicates().isEmpty();
        return new Contest(
                readVersion,
                actions.protocol() != null,
                actions.domains().stream().map(DomainMetadata::domain).toList(),
                appIds,
                attempt.read(),
                actions.removed().stream().map(RemoveFile::path).toList(),
                choseFiles && isolation != IsolationLevel.SNAPSHOT,
                isolation == IsolationLevel.SERIALIZABLE || actions.metadata() != null);
    }
}
