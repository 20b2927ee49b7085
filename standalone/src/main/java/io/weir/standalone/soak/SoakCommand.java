package io.weir.standalone.soak;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.Usage;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir soak}: kills and hinders a platform of its own at random moments, and proves that every event came once. */
@Command(
        name = "soak",
        header = "Kills a platform of its own at random moments, and proves that every event arrived exactly once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir soak                          ten minutes, some 50 kills on an idle machine",
            "  weir soak --minutes 30 --kills 200   for half an hour, and until 200 kills were done",
            "  weir soak --minutes 5 --seed 42    the same faults as every other soak of that seed",
            "  weir soak --minutes 1 --json       one JSON object on stdout; all else goes to stderr",
            "",
            "Faults: kill -9 with and without PostgreSQL, SIGSTOP and SIGCONT, SIGTERM, stop, drain, a kill in a drain.",
            "A soak that is not ok leaves its folder, with the logs, and says where it is.",
            "Exit code: 0 only if all holds."
        })
public final class SoakCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long faults are done (default: ${DEFAULT-VALUE}; fractions count). The proof comes after.")
    private double minutes;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "0",
            description = "Goes on after that time until so many kills were done (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--seed", paramLabel = "S", description = "Repeats the faults of a soak (default: by chance).")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Events a second (default: ${DEFAULT-VALUE}).")
    private long perSecond;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder of the platform, which stays (default: a new one, which goes if all holds).")
    private @Nullable Path dataDir;

    @Option(names = "--json", description = "Print the result as one JSON object; all else goes to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        SoakOptions options = options();
        PrintWriter messages = spec.commandLine().getErr();
        Path home = home();
        boolean ok = false;
        try {
            ok = soak(home, options, messages);
            return ok ? 0 : 1;
        } finally {
            if (ok && dataDir == null) {
                FileSystemUtils.deleteRecursively(home);
            } else {
                messages.println("  the platform's folder: " + home);
                messages.flush();
            }
        }
    }

    private boolean soak(Path home, SoakOptions options, PrintWriter messages)
            throws InterruptedException, IOException {
        int port = FreePort.row(Ports.COUNT);
        messages.printf("  seed %d, gateway on port %d, folder %s%n", options.seed(), port, home);
        messages.flush();
        try (Child child = new Child(home, port)) {
            // Ctrl-C ends us without a word to anybody else.
            Runtime.getRuntime().addShutdownHook(new Thread(child::close));
            SoakSummary summary = new Soak(home, port, child, options, messages).run();
            print(summary);
            return summary.ok();
        }
    }

    private SoakOptions options() {
        boolean isTime = minutes > 0 && minutes <= 10_000;
        Usage.require(isTime, spec, "--minutes", "more than 0 and at most 10000", minutes);
        Usage.require(kills >= 0 && kills <= 100_000, spec, "--kills", "from 0 to 100000", kills);
        Usage.require(perSecond >= 1 && perSecond <= 100_000, spec, "--rate", "from 1 to 100000", perSecond);
        Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        return new SoakOptions(time, kills, chosen, perSecond);
    }

    private Path home() {
        try {
            if (dataDir == null) {
                return Files.createTempDirectory("weir-soak-").toRealPath();
            }
            return Files.createDirectories(dataDir).toRealPath();
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot use the folder (" + e.getMessage() + "): name a writable one with --data-dir", e);
        }
    }

    private void print(SoakSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(summary.json()));
            out.flush();
            summary.print(spec.commandLine().getErr());
        } else {
            summary.print(out);
        }
    }
}
