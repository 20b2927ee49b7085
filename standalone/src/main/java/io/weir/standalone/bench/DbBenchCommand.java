package io.weir.standalone.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.weir.benchmarks.lookup.LookupLoad;
import io.weir.benchmarks.lookup.LookupPlot;
import io.weir.benchmarks.lookup.LookupReport;
import io.weir.benchmarks.lookup.LookupResult;
import io.weir.benchmarks.lookup.LookupShape;
import io.weir.benchmarks.lookup.LookupTables;
import io.weir.standalone.cli.Usage;
import io.weir.standalone.port.FreePort;
import io.weir.standalone.postgres.EmbeddedPostgres;
import io.weir.standalone.postgres.PostgresFolders;
import io.weir.standalone.postgres.ServiceDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench db}. */
@Command(
        name = "db",
        header = "Lookups of single rows in PostgreSQL, by more and more callers at once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench db",
            "  weir bench db --rows 10000 --threads 20,64 --seconds 2",
            "  weir bench db --out lookups"
        })
final class DbBenchCommand implements Callable<Integer> {

    private static final int MOST_CALLERS = 1024;

    /** The server takes 120, some of which are kept for its owner. */
    private static final int MOST_CONNECTIONS = 100;

    @Mixin
    private WorkFolderOption work = new WorkFolderOption();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows of the table that is looked into (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "20,64,128,256",
            description = "Callers at once; each number is measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "20",
            description = "Connections that the callers share, at most 100 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write lookups.csv, lookups.md and lookups.svg into this folder.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requirePossible();
        try (BenchFolder folder = work.folder();
                EmbeddedPostgres postgres = start(folder);
                HikariDataSource pool = pool(postgres.databaseOf("metadata"))) {
            LookupTables.make(pool, rows);
            LookupReport report = measure(new LookupLoad(pool, rows, Duration.ofSeconds(seconds)));
            tell(report);
            write(report);
        }
        return 0;
    }

    private void requirePossible() {
        require(rows >= LookupTables.LEAST_ORDERS, "--rows", LookupTables.LEAST_ORDERS + " or more", rows);
        require(connections >= 1 && connections <= MOST_CONNECTIONS, "--connections", "1 to 100", connections);
        require(seconds >= 1, "--seconds", "1 or more", seconds);
        for (int callers : threads) {
            require(callers >= 1 && callers <= MOST_CALLERS, "--threads", "1 to 1024 each", callers);
        }
    }

    private void require(boolean possible, String option, String allowed, long found) {
        Usage.require(possible, spec, option, allowed, found);
    }

    private static EmbeddedPostgres start(BenchFolder folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve("postgres"));
        return EmbeddedPostgres.start(
                new PostgresFolders(home, folder.resolve("programs"), folder.resolve("postgres.log")), FreePort.row(1));
    }

    private HikariDataSource pool(ServiceDatabase database) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(database.url());
        settings.setUsername(database.username());
        settings.setPassword(database.password());
        settings.setMaximumPoolSize(connections);
        return new HikariDataSource(settings);
    }

    /** Each shape is measured once before any counts: the JVM compiles it then, and the server reads what it asks for. */
    private LookupReport measure(LookupLoad load) throws Exception {
        List<LookupResult> results = new ArrayList<>();
        for (LookupShape shape : LookupShape.values()) {
            load.run(shape, connections);
        }
        for (LookupShape shape : LookupShape.values()) {
            for (int callers : threads) {
                results.add(load.run(shape, callers));
            }
        }
        return new LookupReport(results);
    }

    private void tell(LookupReport report) {
        PrintWriter text = spec.commandLine().getOut();
        text.print(report.markdown());
        text.flush();
    }

    private void write(LookupReport report) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("lookups.csv"), report.csv());
            Files.writeString(out.resolve("lookups.md"), report.markdown());
            Files.writeString(out.resolve("lookups.svg"), new LookupPlot(report).svg());
        }
    }
}
