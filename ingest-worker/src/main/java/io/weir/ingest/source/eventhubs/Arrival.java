package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.stage.Payloads;

/** What waits to be polled: an event, or that there is something else to look at. */
@FunctionalInterface
interface Arrival {

    /** Ends a poll that waits. */
    Arrival WAKE_UP = (payloads, listener) -> {};

    static Arrival of(PartitionReader reader, PartitionEvent event) {
        return (payloads, listener) -> reader.handOver(event, payloads, listener);
    }

    void handOver(Payloads payloads, SourceListener listener);
}
