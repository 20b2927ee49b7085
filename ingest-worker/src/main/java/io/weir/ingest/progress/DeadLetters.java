package io.weir.ingest.progress;

import io.weir.support.paging.PageRequest;
import java.util.List;

/** Records that could not be rows. */
public interface DeadLetters {

    /** Those of a pipeline in order of partition and sequence; one more than asked for, where there are more. */
    List<DeadLetter> list(String pipeline, PageRequest page);

    /** The place of a letter in the list, which a page begins after. */
    static String position(DeadLetter letter) {
        return letter.partition() + ":" + letter.sequence();
    }
}
