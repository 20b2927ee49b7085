package io.weir.standalone.demo;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.OpenPlatform;
import io.weir.standalone.cli.PlatformFlags;
import io.weir.standalone.cli.TerminalProgress;
import io.weir.standalone.cli.Usage;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.EventSourceException;
import io.weir.standalone.platform.PlatformAddresses;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.sending.SendingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir demo}: everything from nothing to tables, and the proof that they are right. */
@Command(
        name = "demo",
        header = "Moves events from Kafka to a DuckDB table and a Delta table, exactly once, and proves it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir demo                                  100,000 events of the Nexmark model",
            "  weir demo --events 5000000 --once          more of them; end when done",
            "  weir demo --file flights.parquet --json    an event a row of your own file",
            "  weir demo --file a.csv --file b.ndjson     several files, one after the other",
            "",
            "Files: newline-delimited JSON, a JSON array, GeoJSON (an event a feature), CSV, Parquet.",
            "If it is killed, the same command goes on where it was.",
            "Exit code with --once: 0 only if every check holds."
        })
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private PlatformFlags flags = new PlatformFlags();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events (default: 100,000, or all of the files').")
    private @Nullable Long events;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files of real events, in place of generated ones.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--once", description = "End after the summary; without it, the platform stays up.")
    private boolean once;

    @Option(names = "--json", description = "Print the summary as one JSON object; all else goes to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Usage.require(events == null || events >= 1, spec, "--events", "at least 1", String.valueOf(events));
        try {
            return demo();
        } catch (EventSourceException | SendingException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private int demo() throws InterruptedException {
        PrintWriter messages = spec.commandLine().getErr();
        PlatformOptions options = flags.options(new TerminalProgress(messages));
        try (OpenPlatform platform = new OpenPlatform(options, messages)) {
            boolean ok = demo(platform, options, messages);
            if (!once) {
                platform.stayUp();
            }
            return ok ? 0 : 1;
        }
    }

    private boolean demo(OpenPlatform platform, PlatformOptions options, PrintWriter messages)
            throws InterruptedException {
        DemoSources sources = new DemoSources(files, events);
        try (DemoFolder folder = DemoFolder.open(options.dataDir())) {
            EventSource source = sources.open(folder.staging(), messages);
            PlatformAddresses addresses = platform.startOrJoin();
            messages.println("  " + source.description());
            messages.flush();
            boolean ok = new DemoRun(folder, addresses, source, messages, display(messages)).run(this::print);
            if (ok) {
                sources.clear(folder.staging());
            }
            return ok;
        }
    }

    private ProgressDisplay display(PrintWriter messages) {
        return ProgressDisplay.on(messages, Terminal.onStandardError());
    }

    private void print(Summary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(summary.json()));
            out.flush();
            SummaryText.print(summary, spec.commandLine().getErr());
        } else {
            SummaryText.print(summary, out);
        }
    }
}
