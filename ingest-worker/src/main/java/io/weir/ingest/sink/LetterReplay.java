package io.weir.ingest.sink;

import io.weir.ingest.decode.DecodedBatch;
import java.sql.SQLException;
import java.util.Set;

/**
 * Dead letters on their way back: those of the pipeline's generation, in order of partition and sequence, some at a time. What
 * becomes of them, that they are no letters any more, and the counts change in one transaction; of two who replay at the
 * same time one changes nothing.
 */
public interface LetterReplay extends BatchTaker {

    /** Where the letters are taken from. */
    LetterCursor letters();

    /** Takes the partitions of letters. To be done before they are decoded. */
    void claim(Set<Integer> partitions) throws SQLException;

    /**
     * Writes what became of the letters that were taken; those that are rejected once more stay as they are.
     *
     * @throws StaleOwnerException if somebody else took a letter or a partition since
     */
    @Override
    void write(DecodedBatch batch) throws SQLException;
}
