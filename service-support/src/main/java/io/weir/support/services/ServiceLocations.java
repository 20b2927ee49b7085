package io.weir.support.services;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Base addresses of the services, without a trailing slash. The defaults are those of one machine.
 *
 * @param platformUrl gateway and control plane
 * @param metadataUrl Delta tables
 * @param ingestUrl pipelines and warehouse
 * @param lineageUrl jobs, runs and snapshots
 */
@ConfigurationProperties("weir.services")
public record ServiceLocations(
        @DefaultValue("http://localhost:8080") URI platformUrl,
        @DefaultValue("http://localhost:8081") URI metadataUrl,
        @DefaultValue("http://localhost:8082") URI ingestUrl,
        @DefaultValue("http://localhost:8083") URI lineageUrl) {}
