package io.weir.support.outbox;

import java.time.Duration;

/** What became of one attempt to deliver a message. */
public sealed interface DeliveryOutcome {

    /** The receiver has it. */
    record Delivered() implements DeliveryOutcome {}

    /**
     * It did not arrive, or the receiver cannot take it now.
     *
     * @param atLeast how long the receiver asks to be left alone; zero where it says nothing
     */
    record Failed(String error, Duration atLeast) implements DeliveryOutcome {}

    /** The receiver will never take it as it is. */
    record Refused(String error) implements DeliveryOutcome {}

    /** This service was told to stop while the message travelled; it may have arrived. */
    record Abandoned() implements DeliveryOutcome {}
}
