package io.weir.ingest.progress;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Records that could not be rows. */
public interface DeadLetters {

    /**
     * Those of a pipeline in order of partition, sequence and time: as many as asked for, or fewer where they are large, and at least
     * one where there is one.
     */
    Page<DeadLetter> list(String pipeline, PageRequest page);

    /** The place of a letter in the list, which a page begins after. */
    static String position(DeadLetter letter) {
        return letter.partition() + ":" + letter.sequence() + ":"
                + ChronoUnit.MICROS.between(Instant.EPOCH, letter.recordedAt());
    }
}
