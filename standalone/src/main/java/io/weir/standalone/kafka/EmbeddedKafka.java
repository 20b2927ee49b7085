package io.weir.standalone.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A running broker that is its own controller (KRaft), listening on the loopback address. */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker on {@code port} with its data in {@code home}, which is formatted the first time. After a kill it
     * first checks the segments that were open, which takes about a second for each gigabyte of them.
     *
     * @throws IOException if it does not start
     */
    public static EmbeddedKafka start(Path home, int port, int controllerPort) throws IOException {
        try {
            Path logs = formatted(home);
            KafkaConfig config = KafkaConfig.fromProps(BrokerSettings.properties(logs, port, controllerPort), false);
            explainFatalErrors(home);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, port);
        } catch (Exception failure) {
            throw new IOException("it does not start on the data in " + home + ": " + failure.getMessage(), failure);
        }
    }

    /** Formats under another name first, so that a kill in between leaves no half-made folder. */
    private static Path formatted(Path home) throws Exception {
        Path logs = home.resolve("data");
        if (Files.isDirectory(logs)) {
            return logs;
        }
        Path unfinished = home.resolve("data.new");
        FileSystemUtils.deleteRecursively(unfinished);
        Files.createDirectories(unfinished);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .addDirectory(unfinished.toString())
                .setMetadataLogDirectory(unfinished.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        Files.move(unfinished, logs);
        return logs;
    }

    /** Kafka halts the process where it cannot go on, above all on a full disk. It shall not do so without a word. */
    private static void explainFatalErrors(Path home) {
        Exit.setHaltProcedure((status, message) -> {
            System.err.println("weir: Kafka cannot go on: " + reason(home, message)
                    + ". Nothing is lost; start weir again when this is mended.");
            Runtime.getRuntime().halt(status == 0 ? 1 : status);
        });
    }

    private static String reason(Path home, String message) {
        try {
            long free = Files.getFileStore(home).getUsableSpace() >> 20;
            return (message == null ? "a fatal error, which its log tells" : message) + " (" + free + " MB free at "
                    + home + ")";
        } catch (IOException unreadable) {
            LOG.warn("Cannot tell the free space at {}", home, unreadable);
            return "its data folder " + home + " cannot be read";
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Writes everything out and stops, in about half a second. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
