package io.weir.standalone.bench;

import io.weir.benchmarks.tables.CommitBenches;
import io.weir.standalone.postgres.ServiceDatabase;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir bench commit}. */
@Command(
        name = "commit",
        header = "Commits over HTTP and in process, beside bare transactions and COPY on the same PostgreSQL.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench commit"})
final class CommitBenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private RoundsOption repetitions = new RoundsOption();

    @Override
    public Integer call() throws Exception {
        try (BenchFolder folder = options.folder();
                BenchMetadata metadata = BenchMetadata.start(folder)) {
            ServiceDatabase database = metadata.database();
            options.print(new CommitBenches(
                            metadata.client(),
                            metadata.inProcess(),
                            database.url(),
                            database.username(),
                            database.password(),
                            repetitions.rounds(),
                            options::say)
                    .run());
            return 0;
        }
    }
}
