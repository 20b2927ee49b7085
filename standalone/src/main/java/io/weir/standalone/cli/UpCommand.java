package io.weir.standalone.cli;

import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir up}: starts the platform and stays until it is told to stop. */
@Command(
        name = "up",
        header = "Starts PostgreSQL, Kafka and the four services, and stays until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir up",
            "  weir up --data-dir /var/lib/weir --port 9000",
            "  WEIR_KAFKA_BOOTSTRAP_SERVERS=broker:9092 weir up",
            "",
            "WEIR_POSTGRES_URL and WEIR_KAFKA_BOOTSTRAP_SERVERS replace the embedded servers.",
            "See also: weir config show"
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private PlatformFlags flags = new PlatformFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Ends only by a signal; the platform stops itself then. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PlatformOptions options = flags.options(new TerminalProgress(out));
        out.println("Weir " + Version.ofThisBuild() + " starts on the data in "
                + options.dataDir().toAbsolutePath().normalize());
        out.flush();
        long begin = System.nanoTime();
        try (Platform platform = Platform.start(options)) {
            String gateway = platform.addresses().gateway().toString();
            out.printf(Locale.ROOT, "Weir is up after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
            out.printf(
                    "  API    %s/swagger-ui.html%n  Kafka  %s%n",
                    gateway, platform.addresses().kafkaBootstrapServers());
            FirstTokenLine.of(platform.addresses()).ifPresent(out::println);
            out.println("  Ctrl-C stops it.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
