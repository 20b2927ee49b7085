package io.weir.standalone.platform;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Tells other processes, such as {@code weir status}, where the platform on a data folder answers. */
public final class RunFile {

    private static final String NAME = "weir.run";

    private final Path home;

    private RunFile(Path home) {
        this.home = home;
    }

    public static RunFile in(Path home) {
        return new RunFile(home);
    }

    /** What the last platform on this folder wrote, if its process still lives. */
    public Optional<PlatformAddresses> read() throws IOException {
        Properties run = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve(NAME))) {
            run.load(reader);
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        }
        boolean alive = ProcessHandle.of(Long.parseLong(run.getProperty("process")))
                .filter(ProcessHandle::isAlive)
                .isPresent();
        return alive
                ? Optional.of(new PlatformAddresses(
                        URI.create(run.getProperty("gateway")), run.getProperty("kafka"), home.toAbsolutePath()))
                : Optional.empty();
    }

    void write(PlatformAddresses addresses) throws IOException {
        Files.write(
                home.resolve(NAME),
                List.of(
                        "process=" + ProcessHandle.current().pid(),
                        "gateway=" + addresses.gateway(),
                        "kafka=" + addresses.kafkaBootstrapServers()));
    }
}
