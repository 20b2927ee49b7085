package io.weir.standalone.cli;

import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformAddresses;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.PlatformStatus;
import io.weir.standalone.platform.PlatformStatus.PartStatus;
import io.weir.standalone.platform.UnreadableFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The platform that a command works on: the one that is up on the data folder, or one of its own. */
public final class OpenPlatform implements AutoCloseable {

    private static final String GATEWAY = "platform-api";
    private static final String BROKER = "Kafka";

    private final PlatformOptions options;
    private final PrintWriter messages;
    private @Nullable Platform own;
    private @Nullable URI gateway;

    public OpenPlatform(PlatformOptions options, PrintWriter messages) {
        this.options = options;
        this.messages = messages;
    }

    /** Says where it is if it was up already. */
    public PlatformAddresses startOrJoin() {
        Path home = options.dataDir().toAbsolutePath().normalize();
        Optional<PlatformAddresses> running = running(home);
        if (running.isPresent()) {
            gateway = running.get().gateway();
            messages.println("  using the platform that is up at " + gateway);
            return running.get();
        }
        Platform started = Platform.start(options);
        own = started;
        gateway = started.addresses().gateway();
        return started.addresses();
    }

    /** What the data folder says may be stale after a kill: only a platform that answers counts. */
    private static Optional<PlatformAddresses> running(Path home) {
        try {
            PlatformStatus status = PlatformStatus.of(home);
            return status.up()
                    ? Optional.of(
                            new PlatformAddresses(URI.create(address(status, GATEWAY)), address(status, BROKER), home))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw UnreadableFolder.of(home, unreadable);
        }
    }

    private static String address(PlatformStatus status, String part) {
        return status.parts().stream()
                .filter(candidate -> candidate.part().equals(part))
                .map(PartStatus::address)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "the platform on " + status.dataDir() + " has no " + part + ": stop it and start it again"));
    }

    /** Says where to look, and stays unless the platform belongs to another process, which keeps it up. */
    public void stayUp() throws InterruptedException {
        messages.printf("%n  console     %s/%n", gateway);
        messages.printf("  Swagger UI  %s/swagger-ui.html%n", gateway);
        if (own != null) {
            FirstTokenLine.of(own.addresses()).ifPresent(messages::println);
            messages.println("  Ctrl-C stops it.");
            messages.flush();
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
