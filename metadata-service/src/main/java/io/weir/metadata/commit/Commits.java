package io.weir.metadata.commit;

import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.Winner;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.Totals;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The log that commits are appended to. Every method runs in the caller's transaction. */
public interface Commits {

    /** Locks a table's head until the transaction ends and reads it. One statement. */
    Optional<TableHead> lock(String table);

    /**
     * Locks the heads of some tables, whatever their order here in the order of their keys, so that no two callers wait
     * for one another. One statement; tables that there are not are left out.
     */
    List<TableHead> lockAll(Collection<String> tables);

    /**
     * As {@link #lockAll}, but waits for nobody: tables whose heads others have locked are left out, too. One statement.
     */
    List<TableHead> lockFree(Collection<String> tables);

    /** The latest transactions of some applications. One statement. */
    Map<String, ApplicationTransaction> transactions(long tableId, Collection<String> appIds);

    /** The same of many tables, by the keys of their rows; tables without any are left out. One statement. */
    Map<Long, Map<String, ApplicationTransaction>> transactions(Map<Long, ? extends Collection<String>> appIds);

    /** The first winner since the contest's read version that can stand against it. One statement. */
    Optional<CommitOutcome.Conflict> conflict(TableHead head, Contest contest);

    /**
     * The commits after a version in their order, as many as {@code limit} and {@code bytes} allow, with all their
     * actions. One statement.
     */
    List<Winner> winners(long tableId, long afterVersion, int limit, long bytes);

    /**
     * The version whose commit wrote all of these transactions, whatever was written later. One statement, whose cost
     * grows with the applications' histories.
     */
    OptionalLong versionOf(long tableId, Collection<SetTransaction> transactions);

    /**
     * Makes a table without versions; version 0 must be appended in the same transaction.
     *
     * @return the key of its row
     */
    long create(UUID uuid, String name, String location, String owner, String protocol, String metadata);

    /**
     * Appends a version and advances the head to it. At most seven statements, whatever the number of files.
     *
     * @param before the table's totals at the version before
     * @throws FilesNotLiveException if it removes files that are not live; the transaction must be rolled back
     */
    void append(long tableId, Totals before, NewVersion version);

    /**
     * Appends versions that do nothing but add files and write transactions and domains, those of one table in their order,
     * and advances the heads. One statement for all of them. No application writes two of a table's versions.
     *
     * @throws FilesLiveAlreadyException if one of the files is live; the transaction must be rolled back
     */
    void appendAll(List<TableVersion> versions);

    /** The in-commit timestamp of a version, in milliseconds since 1970. */
    long timestamp(long tableId, long version);

    /** A commit adds a file that is live at the head. */
    final class FilesLiveAlreadyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** A commit removes files that are not live at the head. */
    final class FilesNotLiveException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> paths;

        public FilesNotLiveException(List<String> paths) {
            super("not live: " + paths);
            this.paths = paths;
        }

        /** The paths, or some of them where they are many. */
        public List<String> paths() {
            return paths;
        }
    }
}
