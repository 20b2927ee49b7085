package io.weir.support.outbox;

import io.weir.support.services.ServiceLocations;
import java.net.URI;

/** Whom a message is for; where that answers is known only when the message is sent. */
public enum Destination {
    PLATFORM,
    METADATA,
    INGEST,
    LINEAGE,
    /** What is outside of the platform, see {@link ExternalDestination}. */
    EXTERNAL;

    /** The address of a service. */
    URI in(ServiceLocations locations) {
        return switch (this) {
            case PLATFORM -> locations.platformUrl();
            case METADATA -> locations.metadataUrl();
            case INGEST -> locations.ingestUrl();
            case LINEAGE -> locations.lineageUrl();
            case EXTERNAL -> throw new IllegalStateException("no service of the platform is outside of it");
        };
    }
}
