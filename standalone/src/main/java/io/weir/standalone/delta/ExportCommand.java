package io.weir.standalone.delta;

import io.weir.delta.sql.DeltaSqlAddress;
import io.weir.delta.sql.InvalidAddressException;
import io.weir.delta.sql.TableContent;
import io.weir.delta.sql.TransactionLogException;
import io.weir.delta.sql.TransactionLogWriter;
import io.weir.delta.sql.TransactionLogs;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir export}: one table at one version becomes metadata that is read without the platform. */
@Command(
        name = "export",
        header = "Writes a table's metadata into a database of its own, where SQL reads it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir export orders --to 'deltasql://sqlite//data/lake.db?table=orders'",
            "  weir export orders --to 'deltasql://duckdb/lake.db?table=orders' --replace",
            "  weir export orders --to 'deltasql://postgres/ann:$${PW}@db/lake/out/orders'",
            "",
            "Two slashes lead to an absolute file, one to a file below the current folder.",
            "$${NAME} is a variable of the environment; single quotes have the shell leave",
            "it alone. An export is one transaction: what was there stays until all of it",
            "is written. See what came of it with: weir show ADDRESS"
        })
public final class ExportCommand implements Callable<Integer> {

    private static final int BETWEEN_LINES = 100_000;

    @Mixin
    private ServerFlags server = new ServerFlags();

    @Parameters(paramLabel = "TABLE", description = "Its name in the catalog.")
    private String table = "";

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "Where to: deltasql://…")
    private String address = "";

    @Option(names = "--at-version", paramLabel = "N", description = "Which version (default: the newest).")
    private @Nullable Long version;

    @Option(names = "--replace", description = "Take the place of a table of that name that is there.")
    private boolean replace;

    @Option(names = "--json", description = "Print the result as one JSON object; all else goes to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What {@code --json} prints. */
    private record Exported(String table, String address, long version, long files, long bytes) {}

    @Override
    public Integer call() throws IOException {
        DeltaSqlAddress target = address(spec, address);
        ServedTable source = new ServedTable(server.connection(), table);
        String id = source.id();
        TableContent content = source.content(version);
        try (TransactionLogWriter writer = TransactionLogs.at(target).write(content, replace)) {
            copyFiles(source, content, writer);
            requireStill(id, source);
            writer.commit();
        } catch (TransactionLogException failure) {
            throw failure(failure);
        } catch (IOException broken) {
            throw new CommandFailure(
                    "the platform broke off (" + broken.getMessage() + "); nothing was written: run it again", broken);
        }
        Exported exported = new Exported(
                table,
                target.toString(),
                content.state().version(),
                content.state().files(),
                content.state().bytes());
        spec.commandLine().getOut().println(json ? Json.text(exported) : line(exported));
        return 0;
    }

    /** What was read by the name is of one table only if no other has it by now. */
    private void requireStill(String id, ServedTable source) throws IOException {
        if (!source.id().equals(id)) {
            throw new Refusal(
                    List.of("table " + table + " was made anew while it was read; nothing was written: run it again"));
        }
    }

    private void copyFiles(ServedTable source, TableContent content, TransactionLogWriter writer) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        source.forEachFile(content.state().version(), file -> {
            writer.add(file);
            if (writer.files() % BETWEEN_LINES == 0) {
                err.printf(
                        Locale.ROOT,
                        "  %,d of %,d files%n",
                        writer.files(),
                        content.state().files());
                err.flush();
            }
        });
    }

    private static String line(Exported exported) {
        return String.format(
                Locale.ROOT,
                "%s: version %d, %,d files of %,d bytes are in %s",
                exported.table(),
                exported.version(),
                exported.files(),
                exported.bytes(),
                exported.address());
    }

    /** What the database behind an address refuses says all of itself; of what broke in it the log has more. */
    static CommandFailure failure(TransactionLogException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getCause() == null ? new Refusal(List.of(message)) : new CommandFailure(message, failure);
    }

    /** An address of the command line; a fault in it is wrong usage. */
    static DeltaSqlAddress address(CommandSpec spec, String text) {
        try {
            return DeltaSqlAddress.parse(text);
        } catch (InvalidAddressException malformed) {
            throw new ParameterException(spec.commandLine(), String.valueOf(malformed.getMessage()), malformed);
        }
    }
}
