package io.weir.ingest.progress;

import io.weir.support.paging.PageRequest;

/** Dead letters that are given another chance. */
public interface DeadLetterReplays {

    /**
     * Has records that could not be rows go through their pipeline as it is now.
     *
     * @param page which of them, in the order of the list
     * @throws io.weir.support.problem.ProblemException 409 if the pipeline is at work or paused, or is none whose letters can come back
     */
    ReplayedLetters replay(String pipeline, PageRequest page);
}
