package io.weir.support.outbox;

import io.weir.support.services.ServiceLocations;
import java.net.URI;

/** The service that a message is for; where it answers is known only when the message is sent. */
public enum Destination {
    PLATFORM,
    METADATA,
    INGEST,
    LINEAGE;

    URI in(ServiceLocations locations) {
        return switch (this) {
            case PLATFORM -> locations.platformUrl();
            case METADATA -> locations.metadataUrl();
            case INGEST -> locations.ingestUrl();
            case LINEAGE -> locations.lineageUrl();
        };
    }
}
