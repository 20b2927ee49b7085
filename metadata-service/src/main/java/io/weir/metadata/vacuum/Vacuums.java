package io.weir.metadata.vacuum;

import io.weir.metadata.table.TableHead;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Vacuums and the files that they look at. All but the questions run in the caller's transaction. */
public interface Vacuums {

    /**
     * Notes what someone wants.
     *
     * @throws io.weir.support.problem.ProblemException if one is under way
     */
    Vacuum start(TableHead table, VacuumOrder order);

    Optional<Vacuum> find(long tableId, UUID id);

    /** The vacuums of a table, the latest first, at most {@code limit + 1}. */
    List<Vacuum> list(long tableId, PageRequest page);

    /** Files that the latest vacuum of a table has found and not deleted, by name, at most {@code limit + 1}. */
    List<ListedFile> files(long tableId, PageRequest page);

    /** Takes one that is not finished, and locks it until the transaction ends; others' are passed over. */
    Optional<Vacuum> claim();

    /** Forgets the files of the vacuum before. */
    void begin(Vacuum vacuum);

    /** Adds files to the list, and notes where the listing goes on. */
    void listed(Vacuum vacuum, List<ListedFile> files, String listedAfter, int looked);

    /**
     * Settles from which version on all files are kept: the one that was the head at the cutoff. Unless it is a dry run this
     * is written to the head's row, in turn with commits, so that none brings an earlier version back from then on.
     */
    void settle(Vacuum vacuum);

    /**
     * Takes what is needed off the list: by versions that are kept, and by files that another table names with their place.
     * Looks at files that were added behind {@link Vacuum#matchedVersion()}, up to the head as it is now.
     *
     * @return the version up to which it looked
     */
    long match(Vacuum vacuum);

    /** Says how many files are left on the list, and what comes next. */
    void matched(Vacuum vacuum, long version, VacuumState next);

    /** Notes up to which version commits were asked again. */
    void rematched(Vacuum vacuum, long version);

    /** The next files to delete, by name. */
    List<ListedFile> next(Vacuum vacuum, int limit);

    /** Notes what was deleted, and takes it off the list. */
    void deleted(Vacuum vacuum, List<ListedFile> files);

    void succeed(Vacuum vacuum);

    void fail(Vacuum vacuum, String code, String detail);

    /** The log file that a version of a table should have; empty if there is no such version. */
    Optional<byte[]> content(long tableId, long version);

    /** The metadata action in force, as JSON. */
    String metadata(long tableId);

    /** The version up to which the mirror has published. */
    long publishedVersion(long tableId);
}
