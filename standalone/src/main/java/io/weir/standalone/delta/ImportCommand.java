package io.weir.standalone.delta;

import io.weir.client.api.TablesApi;
import io.weir.client.model.ImportOperation;
import io.weir.client.model.ImportTableRequest;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.demo.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir import}: exit code 0 only if every table is there. */
@Command(
        name = "import",
        header = "Takes over an existing Delta table with its history, or every one below a folder.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir import /data/lake/orders orders",
            "  weir import /data/lake --all --dry-run",
            "  weir import s3://acme-lake/orders orders",
            "",
            "The table stays where it is; its place must be one that the service may use.",
            "Exit code 0 if every table was imported, 1 if one was not."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    @Mixin
    private ServerFlags server = new ServerFlags();

    @Parameters(
            index = "0",
            paramLabel = "SRC",
            description = "Place of the table: a folder, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or"
                    + " abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PREFIX.")
    private String source = ".";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TABLE", description = "Its name in the catalog.")
    private @Nullable String table;

    @Option(names = "--all", description = "Import every table below SRC, named by its place.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--up-to-version", paramLabel = "N", description = "Last version to take.")
    private @Nullable Long upToVersion;

    @Option(names = "--resume", description = "Go on with an import that stopped.")
    private boolean resume;

    @Option(names = "--checkpoint-only", description = "Begin at the latest checkpoint, without the history before.")
    private boolean checkpointOnly;

    @Option(names = "--skip-validation", description = "Do not compare with Delta Kernel's replay at the end.")
    private boolean skipValidation;

    @Option(names = "--format", description = "HUMAN (default) or JSON: an object a line.")
    private ListFormat format = ListFormat.HUMAN;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (all == (table != null)) {
            throw new ParameterException(spec.commandLine(), "either a TABLE or --all");
        }
        Gateway gateway = server.gateway();
        if (table != null) {
            return importOne(gateway, isFolder() ? absolute(source) : source, table) ? 0 : 1;
        }
        if (!isFolder()) {
            throw new ParameterException(spec.commandLine(), "--all finds tables in folders only: name each TABLE");
        }
        List<FoundTable> tables = FoundTable.below(Path.of(source), spec.commandLine());
        int failed = 0;
        for (FoundTable found : tables) {
            failed += tryOne(gateway, found) ? 0 : 1;
        }
        spec.commandLine().getErr().println(tables.size() - failed + " of " + tables.size() + " tables imported");
        return failed == 0 ? 0 : 1;
    }

    /** One table that cannot be imported does not keep the others back. */
    private boolean tryOne(Gateway gateway, FoundTable found) {
        try {
            return importOne(gateway, found.location(), found.nameBelow(Path.of(source)));
        } catch (CommandFailure failure) {
            spec.commandLine().getErr().println("weir: " + failure.getMessage());
            return false;
        }
    }

    private boolean isFolder() {
        return !source.contains("://");
    }

    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }

    private boolean importOne(Gateway gateway, String location, String name) {
        TablesApi tables = new TablesApi(gateway.client());
        requireResumed(gateway, tables, name);
        ImportTableRequest request = new ImportTableRequest()
                .location(location)
                .upToVersion(upToVersion)
                .checkpointOnly(checkpointOnly)
                .skipValidation(skipValidation)
                .dryRun(dryRun);
        ImportOperation operation = gateway.call("import " + name, () -> tables.importTable(name, request));
        OffsetDateTime told = null;
        while (state(operation).equals("RUNNING")) {
            LockSupport.parkNanos(PAUSE);
            operation = gateway.call("import " + name, () -> tables.getImport(name));
            told = tellRest(operation, told);
        }
        print(operation);
        return !state(operation).equals("FAILED");
    }

    /** That an import rests, once for each attempt that failed: it goes on by itself, also when nobody waits for it. */
    private @Nullable OffsetDateTime tellRest(ImportOperation operation, @Nullable OffsetDateTime told) {
        OffsetDateTime next = operation.getNextAttemptAt();
        if (next != null && !next.equals(told)) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("weir: " + operation.getTable() + " waits until " + next + ", " + operation.getCode() + ": "
                    + OneLine.of(String.valueOf(operation.getDetail())));
            err.flush();
        }
        return next;
    }

    private void requireResumed(Gateway gateway, TablesApi tables, String name) {
        Optional<ImportOperation> before = gateway.find("import " + name, () -> tables.getImport(name));
        if (!resume
                && !dryRun
                && before.filter(found -> state(found).equals("FAILED")).isPresent()) {
            throw new Refusal(List.of("an import of " + name + " stopped: go on with --resume, or abandon it"));
        }
    }

    private static String state(ImportOperation operation) {
        return String.valueOf(operation.getState());
    }

    private void print(ImportOperation operation) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == ListFormat.JSON) {
            out.println(Json.text(ImportLine.of(operation)));
        } else {
            ImportLine.of(operation).print(out);
        }
        out.flush();
    }
}
