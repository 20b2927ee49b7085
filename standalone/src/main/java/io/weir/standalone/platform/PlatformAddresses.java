package io.weir.standalone.platform;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where a running platform answers.
 *
 * @param gateway base address of the REST gateway, without a path; everything a client needs is behind it
 * @param kafkaBootstrapServers {@code host:port[,host:port…]} of the broker
 * @param dataDir the folder that holds all state, absolute
 */
public record PlatformAddresses(URI gateway, String kafkaBootstrapServers, Path dataDir) {}
