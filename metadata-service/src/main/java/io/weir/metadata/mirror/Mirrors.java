package io.weir.metadata.mirror;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** How far each table's mirror is, and what it still needs. */
public interface Mirrors {

    /**
     * Takes the table that has waited longest with something to do, and locks its mirror until the transaction ends; a
     * table that another worker has is passed over. A worker that dies lets go of its table at once. Looks at all tables.
     */
    Optional<MirrorTask> claim();

    /**
     * As {@link #claim()}, but of some tables that are not dropped; looks at no other. Whatever follows in the transaction
     * is taken to find few rows by keys, up to {@link #planFreely()}. One statement.
     */
    List<MirrorTask> claim(Collection<String> tables);

    /** The tables that have something to do, dropped ones too, those first that have waited longest. */
    List<DueTable> due(int limit);

    /**
     * The next versions of some tables' mirrors, by table, oldest first: at least one of all if there is any, and beyond
     * it as many as {@code limit} for each table and {@code bytes} of log files and metadata for all of them allow. One
     * statement.
     *
     * @param afterVersions by table
     */
    Map<Long, List<UnpublishedVersion>> unpublished(Map<Long, Long> afterVersions, int limit, long bytes);

    /** Says that what follows in the transaction reads many rows, as a checkpoint does, and takes its time. One statement. */
    void planFreely();

    /**
     * Gives the remove actions that a version's checkpoint must hold, as JSON; memory does not grow with their number.
     *
     * @param since milliseconds since 1970; removes before it have expired
     */
    void tombstones(long tableId, long version, long since, Consumer<String> consumer);

    /** Records that a version needs a checkpoint. */
    void checkpointDue(long tableId, long version);

    /** Records how far steps came that ended well, by table: they may be taken again at once. One statement. */
    void succeeded(Map<Long, Progress> progress);

    /** Records how far a step came that left its table's checkpoint, which failed before, to the next one at once. */
    void progressed(long tableId, Progress progress);

    /** Records how far a step came that failed, and leaves the table alone for a while. The error may hold any character. */
    void failed(long tableId, Progress progress, String error, Duration pause);

    /** Leaves a table alone for a while after a step that was undone. The error may hold any character. */
    void faulted(long tableId, String error, Duration pause);

    /** Locks a table's mirror until the transaction ends, waiting for the step that is under way. */
    Optional<MirrorTask> lock(String table);

    /** Puts a table's mirror into a state, with no failures. */
    void move(long tableId, MirrorState state);

    /** The latest version older than a time, in milliseconds since 1970, if no cleanup has looked that far yet. */
    OptionalLong expired(long tableId, long before);

    /** Records that a cleanup has looked at all that had expired up to a version. */
    void examined(long tableId, long version);

    /** Records that log files before a version are gone. */
    void cleaned(long tableId, long version);

    /** Records how far a step came that met a foreign file, and stops the table's mirror. The error may hold any character. */
    void splitBrain(long tableId, Progress progress, String error);

    /** Deletes all that is known of a table that was dropped. */
    void purge(long tableId);

    Optional<MirrorStatus> status(String table);

    Backlog backlog();
}
