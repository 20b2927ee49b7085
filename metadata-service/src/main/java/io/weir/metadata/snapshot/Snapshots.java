package io.weir.metadata.snapshot;

import io.weir.support.paging.PageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a table was at a version. Everything read here at one version stays as it is for ever, so that a long listing
 * needs no transaction that is held open.
 */
public interface Snapshots {

    /** Protocol, metadata and totals at a version; empty if there is no such version. One statement. */
    Optional<Snapshot> at(long tableId, long version);

    /** The first version that is kept: 0, but for tables that were imported without their beginning. */
    long firstVersion(long tableId);

    /** The latest version whose timestamp is not after {@code timestamp}, in milliseconds since 1970. */
    OptionalLong versionAt(long tableId, long timestamp);

    /** Whether a file of this table ever had a key. One statement. */
    boolean has(long tableId, FileKey file);

    /** Live files at a version after a key; the head's cost is its live files', whatever was removed before. */
    List<LiveFile> files(long tableId, long version, FileKey after, int limit);

    /**
     * Those of a range as one text, which costs a fraction: PostgreSQL puts the lines together, and nobody looks at them
     * again. One statement, one row; what is behind the range costs nothing.
     */
    FileLines lines(long tableId, long version, FileRange range, int limit);

    /** The key of a version's {@code count}th live file behind a key; empty if there are less. One statement. */
    Optional<FileKey> key(long tableId, long version, FileKey after, int count);

    /**
     * Writes the add actions of a version's live files in a range, in no order: a line of JSON in UTF-8 for each. One
     * statement; memory stays the same however many they are.
     *
     * @return how many
     * @throws IOException if {@code out} fails
     */
    long copy(long tableId, long version, FileRange range, OutputStream out) throws IOException;

    /** The latest transaction of each application at a version, by application. */
    List<ApplicationTransaction> transactions(long tableId, long version);

    /** The domain metadata actions in force at a version, as JSON, by domain; removed domains are left out. */
    List<String> domains(long tableId, long version);

    /** The latest transactions of the applications whose names begin with a prefix, at most {@code limit + 1}. */
    List<ApplicationTransaction> latestTransactions(long tableId, String appIdPrefix, PageRequest page);

    /** Commits, newest first, at most {@code limit + 1} of them. */
    List<CommitSummary> history(long tableId, long beforeVersion, int limit);
}
