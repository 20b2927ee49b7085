package io.weir.ingest.progress;

import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Records that could not be rows. */
public interface DeadLetters {

    /** Those of a pipeline in order of partition, sequence and time; one more than asked for, where there are more. */
    List<DeadLetter> list(String pipeline, PageRequest page);

    /** The place of a letter in the list, which a page begins after. */
    static String position(DeadLetter letter) {
        return letter.partition() + ":" + letter.sequence() + ":"
                + ChronoUnit.MICROS.between(Instant.EPOCH, letter.recordedAt());
    }
}
