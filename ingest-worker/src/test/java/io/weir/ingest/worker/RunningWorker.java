package io.weir.ingest.worker;

import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.IngestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.FileSystemUtils;

/** One worker with a broker and hubs, for all classes that only use it and that a process runs, which come one by one. */
final class RunningWorker implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningWorker.class);

    /** Until the process has run all its classes. */
    record Running(
            Path folder,
            EmbeddedKafkaKraftBroker broker,
            EventHubsEmulator emulator,
            IngestPlatform platform,
            ConfigurableApplicationContext worker)
            implements AutoCloseable {

        @Override
        public void close() throws IOException {
            platform.close();
            emulator.close();
            broker.destroy();
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent("worker", key -> start(), Running.class);
    }

    private static Running start() {
        try {
            Path folder = Files.createTempDirectory("weir-worker-");
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
            // There is one for their log, too.
            broker.brokerProperty("transaction.state.log.replication.factor", "1");
            broker.brokerProperty("transaction.state.log.min.isr", "1");
            broker.afterPropertiesSet();
            EventHubsEmulator emulator = EventHubsEmulator.start();
            Path connection = folder.resolve("connection");
            Files.writeString(connection, emulator.connectionString());
            IngestPlatform platform = new IngestPlatform(folder, broker.getBrokersAsString());
            platform.hubs(emulator.namespace(), connection);
            return new Running(folder, broker, emulator, platform, platform.start());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
