package io.weir.standalone.platform;

import io.weir.support.secret.ProcessVariables;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running platform. */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final PlatformAddresses addresses;
    private final StartedParts parts;
    private final Thread stopAtSignal;

    private Platform(PlatformAddresses addresses, StartedParts parts) {
        this.addresses = addresses;
        this.parts = parts;
        this.stopAtSignal = new Thread(parts::close, "weir-stop");
    }

    /**
     * Starts everything and returns when the gateway takes requests: Kafka beside PostgreSQL and the services. If a part
     * fails, what had started is stopped again. SIGTERM and Ctrl-C stop the platform in order.
     *
     * @throws PlatformException with one line that says what to do: another platform runs on the same data folder, a
     *     port is taken, the disk is full …
     */
    public static Platform start(PlatformOptions options) {
        DataFolder folder = DataFolder.open(options.dataDir());
        StartedParts parts = new StartedParts(options.listener());
        parts.add(Part.DATA_FOLDER, folder);
        boolean started = false;
        StartCompilation compilation = StartCompilation.begin();
        try {
            Files.createDirectories(folder.logs());
            ProcessVariables.useFile(options.environment());
            PlatformLogs.into(
                    folder.logs(), LogLevels.of(System.getenv(), options.environment(), options.serviceProperties()));
            Platform platform = new Platform(new PlatformStart(options, folder, parts).run(), parts);
            Runtime.getRuntime().addShutdownHook(platform.stopAtSignal);
            started = true;
            return platform;
        } catch (IOException failure) {
            throw new PlatformException(
                    "cannot write to " + folder.home() + " (" + failure.getMessage()
                            + "): make it writable, or choose another with --data-dir",
                    failure);
        } finally {
            compilation.end();
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
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtSignal);
        } catch (IllegalStateException alreadyStopping) {
            LOG.debug("Closed by a signal", alreadyStopping);
        }
    }
}
