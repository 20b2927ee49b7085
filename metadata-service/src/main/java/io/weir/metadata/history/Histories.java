package io.weir.metadata.history;

import java.util.List;

/** What the versions of a table did. A version never changes, so that nothing here needs a transaction held open. */
public interface Histories {

    /**
     * Some commits from a version on, in order: as many as fit a portion of memory, and one at least if there is one.
     * One statement.
     *
     * @param to the last version wanted
     */
    List<LoggedCommit> commits(long tableId, long from, long to);

    /** What takes the files of one version to those of another. Two statements; holds all of it in memory. */
    FileDifference difference(long tableId, long from, long to);
}
