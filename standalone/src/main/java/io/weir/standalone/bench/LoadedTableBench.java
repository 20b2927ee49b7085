package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.tables.TableLoad;
import io.weir.benchmarks.tables.TableService;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads one table, then measures something of it. */
abstract class LoadedTableBench implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private RoundsOption repetitions = new RoundsOption();

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Live files of the table (default: ${DEFAULT-VALUE}).")
    private long files;

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "100",
            description = "In how many commits they came (default: ${DEFAULT-VALUE}).")
    private int commits;

    /** What is measured of the table. */
    abstract List<Comparison> measure(TableService service, TableLoad load, BenchFolder folder) throws Exception;

    int rounds() {
        return repetitions.rounds();
    }

    void say(String line) {
        options.say(line);
    }

    @Override
    public Integer call() throws Exception {
        options.require(commits >= 1, "--commits", "at least 1", commits);
        options.require(
                files >= 100 && files % commits == 0,
                "--files",
                "at least 100 and a multiple of --commits, which is " + commits,
                files);
        try (BenchFolder folder = options.folder();
                BenchMetadata metadata = BenchMetadata.start(folder)) {
            TableService service = metadata.client();
            TableLoad load = new TableLoad("loaded", files, commits);
            load.run(service, options::say);
            options.print(measure(service, load, folder));
            return 0;
        }
    }
}
