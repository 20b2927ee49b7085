package io.weir.standalone.bench;

import io.weir.benchmarks.tables.HistoryBench;
import io.weir.benchmarks.tables.TableLoad;
import io.weir.benchmarks.tables.TableService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench history}. */
@Command(
        name = "history",
        header = "How many times longer calls to a table of many commits take than to one of a hundred.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  weir bench history", "  weir bench history --commits 5000"})
final class HistoryBenchCommand implements Callable<Integer> {

    private static final int BRIEF = 100;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Of the table with the long history, of a file each (default: ${DEFAULT-VALUE}).")
    private int commits;

    @Override
    public Integer call() throws Exception {
        options.require(commits >= BRIEF && commits % BRIEF == 0, "--commits", "a multiple of " + BRIEF, commits);
        try (BenchFolder folder = options.folder();
                BenchMetadata metadata = BenchMetadata.start(folder)) {
            TableService service = metadata.client();
            TableLoad brief = new TableLoad("brief", commits, BRIEF);
            TableLoad lasting = new TableLoad("lasting", commits, commits);
            brief.run(service, options::say);
            lasting.run(service, options::say);
            options.print(new HistoryBench(service, lasting, brief).run());
            return 0;
        }
    }
}
