package io.weir.ingest.source.eventhubs;

import io.weir.ingest.source.SourceListener;
import io.weir.ingest.stage.Payloads;

/** What waits to be polled: a partition's events, or that there is something else to look at. */
interface Arrival {

    /** Ends a poll that waits. */
    Arrival WAKE_UP = new Arrival() {
        @Override
        public boolean isFew() {
            return false;
        }

        @Override
        public void handOver(Payloads payloads, SourceListener listener) {}
    };

    /** Whether there will be more of it in no time. */
    boolean isFew();

    void handOver(Payloads payloads, SourceListener listener);
}
