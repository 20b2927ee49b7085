package io.weir.standalone.streamduck;

import io.weir.standalone.cli.OpenPlatform;
import io.weir.standalone.cli.PlatformFlags;
import io.weir.standalone.cli.TerminalProgress;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.support.azure.OwnIdentity;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir run}: what StreamDuck did with the same variables, exactly once. */
@Command(
        name = "run",
        header =
                "Moves events of Event Hubs to tables of MotherDuck, as the variables of StreamDuck say, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir run",
            "  weir run -e production.env",
            "  weir run -e production.env --dry-run     read some real events, show rows, write nothing",
            "",
            "Killed or stopped, the same command goes on where it was. What the file says by then counts.",
            "See also: weir validate-config, weir check-credentials"
        })
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private PlatformFlags flags = new PlatformFlags();

    @Mixin
    private EnvironmentFlags environmentFlags = new EnvironmentFlags();

    @Option(names = "--dry-run", description = "Read some events of each hub, show their rows, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--smart",
            description =
                    "Have a model decide whether to start a failed pipeline again, as SMART_RETRY_ENABLED=true does.")
    private boolean smart;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Ends only by a signal, or when nothing can go on. */
    @Override
    public Integer call() throws Exception {
        StreamDuckEnvironment environment =
                environmentFlags.require(smart ? Map.of(Names.SMART_RETRY, "true") : Map.of());
        environment.warnings().forEach(warning -> spec.commandLine().getErr().println("weir: warning: " + warning));
        PrintWriter out = spec.commandLine().getOut();
        PlatformOptions options = flags.options(new TerminalProgress(out))
                .withDefault(OwnIdentity.SETTING, environment.identityNamespaces());
        return dryRun ? new MappingDryRun(environment, options, out).run() : run(environment, options, out);
    }

    private static int run(StreamDuckEnvironment environment, PlatformOptions options, PrintWriter out) {
        try (OpenPlatform platform = new OpenPlatform(options, out)) {
            MappingRun run = new MappingRun(environment, new Gateway(platform.startOrJoin()), out);
            run.start();
            out.println("Running. Ctrl-C stops it.");
            out.flush();
            run.watch();
            return 0;
        }
    }
}
