package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.stage.Payloads;
import java.sql.SQLException;
import java.util.Set;

/**
 * Dead letters on their way back: those of the pipeline's generation, in order of partition and sequence, some at a time. What
 * becomes of them, that they are no letters any more, and the counts change in one transaction; of two who replay at the
 * same time one changes nothing.
 */
public interface LetterReplay {

    /** Hands over letters until there are so many, or so many bytes of them. */
    int take(int most, long mostBytes, Payloads payloads) throws SQLException;

    /** The place of the last letter that was taken. */
    String place();

    /** Whether there are letters after the last one that was taken. */
    boolean hasMore() throws SQLException;

    /** Takes the partitions of letters. To be done before they are decoded. */
    void claim(Set<Integer> partitions) throws SQLException;

    /**
     * Writes what became of the letters that were taken; those that are rejected once more stay as they are.
     *
     * @throws StaleOwnerException if somebody else took a letter or a partition since
     */
    void write(DecodedBatch batch) throws SQLException;
}
