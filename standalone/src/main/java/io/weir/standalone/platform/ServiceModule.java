package io.weir.standalone.platform;

import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The four services. */
enum ServiceModule {
    METADATA(Part.METADATA_SERVICE, "metadata", "io.weir.metadata.MetadataService"),
    LINEAGE(Part.LINEAGE_SERVICE, "lineage", "io.weir.lineage.LineageService"),
    PLATFORM(Part.PLATFORM_API, "platform", "io.weir.platform.PlatformApi"),
    INGEST(Part.INGEST_WORKER, "ingest", "io.weir.ingest.IngestWorker");

    private final Part part;
    private final String schema;
    private final String application;

    ServiceModule(Part part, String schema, String application) {
        this.part = part;
        this.schema = schema;
        this.application = application;
    }

    static List<ServiceModule> present() {
        return Arrays.stream(values()).filter(ServiceModule::isPresent).toList();
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
    SpringApplicationBuilder application() throws ReflectiveOperationException {
        return (SpringApplicationBuilder)
                Class.forName(application).getMethod("application").invoke(null);
    }

    int port(Ports ports) {
        return switch (this) {
            case PLATFORM -> ports.gateway();
            case INGEST -> ports.ingest();
            case METADATA -> ports.metadata();
            case LINEAGE -> ports.lineage();
        };
    }

    private boolean isPresent() {
        try {
            Class.forName(application, false, ServiceModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
