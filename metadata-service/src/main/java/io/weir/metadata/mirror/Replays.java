package io.weir.metadata.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which mirrors are replayed by Kernel now, by whichever replica, and what came of it. One of a table at a time. */
public interface Replays {

    /**
     * A replay that is under way or has ended.
     *
     * @param files that were read for it so far, as its replica last said
     * @param differences between it and Postgres; null while it goes on, and after a failure
     * @param failure why there is no result; null unless it failed
     */
    record Replay(
            UUID id,
            long files,
            @Nullable List<String> differences,
            @Nullable String failure) {}

    /**
     * Gives a table's replay to whoever asks, unless there is one that the caller may go on with. One that nobody has asked
     * about for a while is not gone on with, nor one whose replica says nothing any more. One statement.
     *
     * @param from where the caller was told to go on; null to begin anew
     * @param told where the caller is told to go on while it is under way
     * @return the id of the caller's own replay, which it is to do now; empty if there is another
     */
    Optional<UUID> begin(long tableId, @Nullable Long from, long told, Duration unasked, Duration silent);

    /** The replay of a table, which counts as asked about now. One statement. */
    Optional<Replay> ask(long tableId);

    /**
     * Says that a replay goes on, and how far it is. One statement.
     *
     * @return whether it is still wanted: it has not given way to another, and somebody has asked about it lately
     */
    boolean isWanted(UUID id, long tableId, long files, Duration unasked);

    /** Keeps what a replay came to, unless it has given way to another. Texts may hold any character. */
    void ended(UUID id, long tableId, List<String> differences);

    /** Keeps why a replay failed, unless it has given way to another. The text may hold any character. */
    void failed(UUID id, long tableId, String failure);

    /** Forgets a replay whose result was told, or that is not gone on with. */
    void forget(UUID id, long tableId);
}
