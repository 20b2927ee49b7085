package io.weir.standalone.platform;

import io.weir.standalone.postgres.ServiceDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each service is told on its command line, which outranks every other source of its settings. */
final class ServiceProperties {

    private final Path dataDir;
    private final PlatformOptions options;

    ServiceProperties(Path dataDir, PlatformOptions options) {
        this.dataDir = dataDir;
        this.options = options;
    }

    String[] arguments(ServiceModule service, ServiceDatabase database) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("weir.data-dir", dataDir.toString());
        addresses(properties, service);
        database(properties, service, database);
        process(properties);
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    private void addresses(Map<String, String> properties, ServiceModule service) {
        Ports ports = options.ports();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", Integer.toString(service.port(ports)));
        for (ServiceModule other : ServiceModule.values()) {
            properties.put("weir.services." + other.schema() + "-url", "http://127.0.0.1:" + other.port(ports));
        }
    }

    private static void database(Map<String, String> properties, ServiceModule service, ServiceDatabase database) {
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.datasource.hikari.schema", database.schema());
        properties.put("spring.datasource.hikari.pool-name", service.label());
        properties.put("spring.flyway.default-schema", database.schema());
        properties.put("spring.flyway.schemas", database.schema());
    }

    /** Four contexts share one process: none of them may stop it, register in it under a common name or print. */
    private static void process(Map<String, String> properties) {
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.main.register-shutdown-hook", "false");
        properties.put("spring.jmx.enabled", "false");
        // Four times in a row at worst.
        properties.put(
                "spring.lifecycle.timeout-per-shutdown-phase", "${SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE:10s}");
    }
}
