package io.weir.support.outbox;

import java.time.Duration;

/** The one place outside of the platform that a service tells things, if it has a bean of this type. */
public interface ExternalDestination {

    /**
     * Carries one message, and waits until it is known what became of it. The messages of one key come one after the
     * other, those of several keys side by side. Nothing that is told of a failure may hold a secret.
     *
     * @param body JSON
     * @param timeout how long the receiver may take
     */
    DeliveryOutcome deliver(String body, Duration timeout);
}
