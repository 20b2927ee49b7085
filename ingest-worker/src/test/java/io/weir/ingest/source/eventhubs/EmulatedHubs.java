package io.weir.ingest.source.eventhubs;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.PartitionLeases;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** Hubs of an emulator, and workers that share them by the leases of a platform. */
final class EmulatedHubs implements AutoCloseable {

    /** Hands them to constructors of tests: one and the same to all tests of a JVM, each of which makes its own hubs. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == EmulatedHubs.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(EmulatedHubs.class))
                    .computeIfAbsent("hubs", any -> start(), EmulatedHubs.class);
        }
    }

    static final Secrets NO_SECRETS = name -> {
        throw new SecretRefusedException("there is no secret " + name);
    };

    private final EventHubsEmulator emulator = EventHubsEmulator.start();
    private final Map<String, EmulatedHub> hubs = new ConcurrentHashMap<>();
    private final Path folder;
    private final Path connection;
    private final IngestPlatform platform;
    private final PartitionLeases leases;

    private static EmulatedHubs start() {
        try {
            return new EmulatedHubs(Files.createTempDirectory("weir-hubs-"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private EmulatedHubs(Path folder) throws IOException {
        this.folder = folder;
        connection = folder.resolve("connection");
        Files.writeString(connection, emulator.connectionString());
        platform = new IngestPlatform(folder, "localhost:1");
        leases = platform.start().getBean(PartitionLeases.class);
    }

    @Override
    public void close() throws IOException {
        platform.close();
        emulator.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    String connectionString() {
        return emulator.connectionString();
    }

    void dropConnections() {
        emulator.dropConnections();
    }

    PartitionLeases leases() {
        return leases;
    }

    /** Changes what is in the platform's database. */
    void update(String sql) {
        platform.update(sql);
    }

    /** Of a worker that nobody knows yet. */
    Sources sources() {
        return sources(Map.of(), NO_SECRETS);
    }

    Sources sources(Map<String, String> environment, Secrets secrets) {
        return sources(new WorkerName(UUID.randomUUID()), environment, secrets);
    }

    Sources sources(WorkerName worker, Map<String, String> environment, Secrets secrets) {
        return new EventHubsSources(
                leases, worker, environment, secrets, WorkerIdentity.ofAzure(new OwnIdentity(List.of())));
    }

    StoreAddress store(String connectionString) {
        return new StoreAddress(
                "hubs",
                StoreAddress.EVENTHUBS,
                Map.of(StoreAddress.NAMESPACE, emulator.namespace(), StoreAddress.CONNECTION_STRING, connectionString));
    }

    EmulatedHub make(String name, int partitions) {
        EmulatedHub hub = emulator.hub(name, partitions);
        hubs.put(name, hub);
        return hub;
    }

    /** A new hub of two partitions. */
    SourceRequest topic(SourceStart start) {
        return reading(make("h" + UUID.randomUUID(), 2), start);
    }

    SourceRequest reading(EmulatedHub hub, SourceStart start) {
        return new SourceRequest(store("file:" + connection), "reader", hub.name(), "$Default", start);
    }

    EmulatedHub of(SourceRequest topic) {
        return Objects.requireNonNull(hubs.get(topic.topic()));
    }

    /** Produces records {@code from} to {@code to - 1}, their numbers as payloads, the i-th of them to partition i % 2. */
    void produce(SourceRequest topic, int from, int to) {
        of(topic).produce(to - from, index -> Integer.toString(from + index));
    }

    /** Has the time of all be over who hold something of it. */
    void expire(SourceRequest topic) {
        for (String table : List.of("hub_member", "hub_partition")) {
            update("update " + table + " set held_until = '-infinity' where hub like '%" + topic.topic() + "%'");
        }
    }
}
