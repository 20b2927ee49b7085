package io.weir.standalone.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform is started with.
 *
 * @param dataDir the folder that holds all state; made if missing
 * @param ports where the parts listen
 * @param postgres in place of the embedded PostgreSQL
 * @param kafkaBootstrapServers in place of the embedded Kafka broker
 * @param environment names and values that every service reads after its own environment
 * @param serviceProperties properties that every service reads after that, by their Spring names
 * @param listener hears the progress
 */
public record PlatformOptions(
        Path dataDir,
        Ports ports,
        Optional<ExternalPostgres> postgres,
        Optional<String> kafkaBootstrapServers,
        Map<String, String> environment,
        Map<String, String> serviceProperties,
        PlatformListener listener) {

    public PlatformOptions {
        environment = Map.copyOf(environment);
        serviceProperties = Map.copyOf(serviceProperties);
    }

    /** Everything embedded, all state in {@code dataDir}, the gateway on {@code port}. */
    public static PlatformOptions embedded(Path dataDir, int port) {
        return new PlatformOptions(
                dataDir,
                Ports.from(port),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                PlatformListener.SILENT);
    }

    public PlatformOptions withListener(PlatformListener heard) {
        return new PlatformOptions(
                dataDir, ports, postgres, kafkaBootstrapServers, environment, serviceProperties, heard);
    }

    /** With another property for every service, unless it is set already, by this name or as a list. */
    public PlatformOptions withDefault(String property, String value) {
        Map<String, String> properties = new HashMap<>(serviceProperties);
        if (properties.keySet().stream().noneMatch(name -> name.startsWith(property))) {
            properties.put(property, value);
        }
        return new PlatformOptions(dataDir, ports, postgres, kafkaBootstrapServers, environment, properties, listener);
    }

    /** Everything embedded, all state in another folder and on other ports, all else the same. */
    public PlatformOptions apart(Path folder, int port) {
        return new PlatformOptions(
                folder, Ports.from(port), Optional.empty(), Optional.empty(), environment, serviceProperties, listener);
    }
}
