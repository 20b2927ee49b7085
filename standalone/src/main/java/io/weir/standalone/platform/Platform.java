package io.weir.standalone.platform;

import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running platform. */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final PlatformAddresses addresses;
    private final StartedParts parts;

    private Platform(PlatformAddresses addresses, StartedParts parts) {
        this.addresses = addresses;
        this.parts = parts;
    }

    /**
     * Starts everything and returns when the gateway takes requests: PostgreSQL and Kafka side by side, then the services.
     * If a part fails, what had started is stopped again.
     *
     * @throws PlatformException with one line that says what to do: another platform runs on the same data folder, a
     *     port is taken, the disk is full …
     */
    public static Platform start(PlatformOptions options) {
        DataFolder folder = DataFolder.open(options.dataDir());
        StartedParts parts = new StartedParts(options.listener());
        parts.add(Part.DATA_FOLDER, folder);
        boolean started = false;
        try {
            Files.createDirectories(folder.logs());
            PlatformLogs.into(folder.logs());
            PlatformAddresses addresses = new PlatformStart(options, folder, parts).run();
            RunFile.in(folder.home()).write(addresses);
            started = true;
            return new Platform(addresses, parts);
        } catch (IOException failure) {
            throw new PlatformException(
                    "cannot write to " + folder.home() + ": " + failure.getMessage()
                            + ": make it writable, or choose another with --data-dir",
                    failure);
        } finally {
            if (!started) {
                parts.close();
            }
        }
    }

    public PlatformAddresses addresses() {
        return addresses;
    }

    /** Stops the services, then Kafka, then PostgreSQL. Closing twice is harmless. */
    @Override
    public void close() {
        parts.close();
        LOG.info("Stopped");
    }
}
