package io.weir.standalone.delta;

import io.weir.client.api.TablesApi;
import io.weir.client.model.UnneededFilePage;
import io.weir.client.model.VacuumOperation;
import io.weir.client.model.VacuumTableRequest;
import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.demo.Gateway;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir vacuum}: says what would be deleted, and deletes it only if told to. */
@Command(
        name = "vacuum",
        header = "Deletes the files of a table that no version within retention needs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir vacuum orders",
            "  weir vacuum orders --delete",
            "  weir vacuum orders --delete --retain-hours 720",
            "",
            "Without --delete nothing is deleted: files are counted, and some are shown.",
            "Who did what when is kept: weir tables vacuums orders"
        })
public final class VacuumCommand implements Callable<Integer> {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SHOWN = 20;

    @Mixin
    private ServerFlags server = new ServerFlags();

    @Parameters(paramLabel = "TABLE", description = "Its name in the catalog.")
    private String table = "";

    @Option(names = "--delete", description = "Delete them, once they are counted.")
    private boolean delete;

    @Option(
            names = "--retain-hours",
            paramLabel = "N",
            description = "Keep what was removed since then (default: what the table says, else 168).")
    private @Nullable Long retainHours;

    @Option(names = "--allow-shorter-retention", description = "Let N be less than the table says.")
    private boolean shorterAllowed;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What {@code --json} prints. */
    private record Vacuumed(
            String table,
            boolean dryRun,
            long retainHours,
            @Nullable Long keptVersion,
            long foundFiles,
            long foundBytes,
            long deletedFiles,
            long deletedBytes) {}

    @Override
    public Integer call() {
        Gateway gateway = server.gateway();
        TablesApi tables = new TablesApi(gateway.client());
        VacuumOperation done = run(gateway, tables);
        Vacuumed vacuumed = new Vacuumed(
                table,
                !delete,
                done.getRetainHours(),
                done.getKeptVersion(),
                Objects.requireNonNullElse(done.getFoundFiles(), 0L),
                Objects.requireNonNullElse(done.getFoundBytes(), 0L),
                done.getDeletedFiles(),
                done.getDeletedBytes());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(vacuumed));
        } else {
            print(vacuumed, out);
            show(vacuumed, gateway, tables, out);
        }
        out.flush();
        return 0;
    }

    /** Ordered under a key of its own, so that a lost answer orders nothing twice. */
    private VacuumOperation run(Gateway gateway, TablesApi tables) {
        String what = "vacuum " + table;
        String key = UUID.randomUUID().toString();
        VacuumTableRequest request = new VacuumTableRequest()
                .dryRun(!delete)
                .retainHours(retainHours)
                .allowShorterRetention(shorterAllowed);
        VacuumOperation operation = gateway.call(what, () -> tables.vacuumTable(table, request, key));
        UUID id = operation.getId();
        while (operation.getFinishedAt() == null) {
            LockSupport.parkNanos(PAUSE);
            operation = gateway.call(what, () -> tables.getVacuum(table, id));
        }
        if (operation.getCode() != null) {
            throw new Refusal(List.of(String.format(
                    Locale.ROOT,
                    "vacuum %s stopped: %s (%s); %,d files of %,d bytes were deleted",
                    table,
                    OneLine.of(String.valueOf(operation.getDetail())),
                    operation.getCode(),
                    operation.getDeletedFiles(),
                    operation.getDeletedBytes())));
        }
        return operation;
    }

    private static void print(Vacuumed vacuumed, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                vacuumed.dryRun()
                        ? "%s: would delete %,d files of %,d bytes; what was removed within %,d hours stays%n"
                        : "%s: deleted %,d files of %,d bytes; what was removed within %,d hours stays%n",
                vacuumed.table(),
                vacuumed.dryRun() ? vacuumed.foundFiles() : vacuumed.deletedFiles(),
                vacuumed.dryRun() ? vacuumed.foundBytes() : vacuumed.deletedBytes(),
                vacuumed.retainHours());
    }

    private void show(Vacuumed vacuumed, Gateway gateway, TablesApi tables, PrintWriter out) {
        if (vacuumed.dryRun() && vacuumed.foundFiles() > 0) {
            UnneededFilePage page = gateway.call("vacuum " + table, () -> tables.listUnneededFiles(table, SHOWN, null));
            page.getItems().forEach(file -> out.println("  " + file.getPath()));
            if (vacuumed.foundFiles() > SHOWN) {
                out.println("  … all of them: weir tables unneeded-files " + table);
            }
        }
    }
}
