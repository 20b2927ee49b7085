package io.weir.lineage.forward;

import io.weir.support.outbox.ExternalDestination;

/** Topics that events can be sent on to. */
public interface TopicDestinations {

    /**
     * A topic, which nobody is asked for yet.
     *
     * @throws IllegalArgumentException if no broker could be reached so; names the setting, and no secret
     */
    ExternalDestination at(ForwardSettings.Kafka settings);
}
