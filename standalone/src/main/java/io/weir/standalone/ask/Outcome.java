package io.weir.standalone.ask;

import java.time.Duration;

/** What came of asking once. */
sealed interface Outcome {

    /** An answer. */
    record Answered(Answer answer) implements Outcome {}

    /**
     * None.
     *
     * @param reason in one line
     * @param passes whether another try may have an answer
     * @param wanted how long the endpoint wants to be left alone; zero where it does not say
     */
    record Failed(String reason, boolean passes, Duration wanted) implements Outcome {}
}
