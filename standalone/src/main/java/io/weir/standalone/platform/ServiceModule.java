package io.weir.standalone.platform;

import io.weir.ingest.IngestWorker;
import io.weir.lineage.LineageService;
import io.weir.metadata.MetadataService;
import io.weir.platform.PlatformApi;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The four services. */
enum ServiceModule {
    METADATA(Part.METADATA_SERVICE, "metadata"),
    LINEAGE(Part.LINEAGE_SERVICE, "lineage"),
    PLATFORM(Part.PLATFORM_API, "platform"),
    INGEST(Part.INGEST_WORKER, "ingest");

    private final Part part;
    private final String schema;

    ServiceModule(Part part, String schema) {
        this.part = part;
        this.schema = schema;
    }

    Part part() {
        return part;
    }

    String label() {
        return part.label();
    }

    String schema() {
        return schema;
    }

    /** The service's own application, as its {@code main} would run it. */
    SpringApplicationBuilder application() {
        return switch (this) {
            case METADATA -> MetadataService.application();
            case LINEAGE -> LineageService.application();
            case PLATFORM -> PlatformApi.application();
            case INGEST -> IngestWorker.application();
        };
    }

    int port(Ports ports) {
        return switch (this) {
            case PLATFORM -> ports.gateway();
            case INGEST -> ports.ingest();
            case METADATA -> ports.metadata();
            case LINEAGE -> ports.lineage();
        };
    }
}
