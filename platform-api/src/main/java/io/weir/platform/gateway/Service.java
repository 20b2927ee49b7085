package io.weir.platform.gateway;

import io.weir.support.services.ServiceLocations;
import java.net.URI;

/** A service behind the gateway. */
public enum Service {
    METADATA("metadata-service"),
    INGEST("ingest-worker"),
    LINEAGE("lineage-service");

    private final String label;

    Service(String label) {
        this.label = label;
    }

    /** The service's name, as in its configuration, its breaker and the health report. */
    public String label() {
        return label;
    }

    /** Where the service answers. */
    public URI locate(ServiceLocations locations) {
        return switch (this) {
            case METADATA -> locations.metadataUrl();
            case INGEST -> locations.ingestUrl();
            case LINEAGE -> locations.lineageUrl();
        };
    }
}
