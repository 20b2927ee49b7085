package io.weir.system;

import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One platform for all tests that only ask, and for all of their classes that a process runs, which comes class by class. */
final class SharedPlatform implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedPlatform.class);

    /** What is no secret, and is found. */
    private static final String KEPT = "Migrating schema";

    /** Where it answers. */
    record Addresses(String host, int port, Path dataDir, String token) {

        String gateway() {
            return service(0);
        }

        /** The gateway is 0, metadata 1, ingest 2, lineage 3. */
        String service(int offset) {
            return "http://" + host + ":" + (port + offset);
        }
    }

    private record Running(Addresses addresses, WeirProcess process, Path dataDir) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            // No need to stop in order: the folder goes too, after a look for what must not be in it.
            process.close();
            List<String> texts = List.of(
                    PlantedSecrets.PLANTED,
                    PlantedSecrets.encoded(PlantedSecrets.PLANTED),
                    EventHubsEmulator.KEY,
                    KEPT);
            Path found = Files.createDirectories(Path.of("target", "planted-secrets"))
                    .resolve(addresses.port() + ".txt");
            Files.write(found, PlantedSecrets.search(dataDir, texts));
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Addresses.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent("platform", key -> start(), Running.class)
                .addresses();
    }

    private static Running start() {
        try {
            int port = FreePorts.base();
            Path dataDir = Files.createTempDirectory("weir-system-");
            // Files are read from where somebody allowed it, and Java of users is run where somebody did.
            Map<String, String> allowed = Map.of(
                    "WEIR_INGEST_REPLAY_ALLOWED_ROOTS",
                    dataDir.resolve("captures").toString(),
                    "WEIR_INGEST_JAVA_FUNCTIONS_ENABLED",
                    "true");
            WeirProcess weir = WeirProcess.up(Launch.BRIEF, allowed, dataDir, port);
            Addresses addresses =
                    new Addresses("127.0.0.1", port, dataDir, weir.token().orElse("none was printed"));
            return new Running(addresses, weir, dataDir);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
