package io.weir.standalone.delta;

import io.weir.delta.sql.DeltaSqlAddress;
import io.weir.delta.sql.TransactionLogException;
import io.weir.delta.sql.TransactionLogReader;
import io.weir.delta.sql.TransactionLogs;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir show}: reads exported metadata as a whole, and says what is in it. */
@Command(
        name = "show",
        header = "Shows a table whose metadata was exported.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir show 'deltasql://sqlite//data/lake.db?table=orders'",
            "  weir show 'deltasql://duckdb/lake.duckdb?table=orders' --json",
            "",
            "No platform is asked. Every file's entry is read and counted: exit code 1 if",
            "they are not those that it should hold."
        })
public final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "Where it is: deltasql://…")
    private String address = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        DeltaSqlAddress source = ExportCommand.address(spec, address);
        ShownTable shown = read(source);
        if (json) {
            spec.commandLine().getOut().println(Json.text(shown));
        } else {
            shown.print(spec.commandLine().getOut());
        }
        return 0;
    }

    private static ShownTable read(DeltaSqlAddress source) {
        try (TransactionLogReader reader = TransactionLogs.at(source).read()) {
            long[] counted = new long[2];
            reader.forEachFile(file -> {
                counted[0]++;
                counted[1] += file.size();
            });
            ShownTable shown = ShownTable.of(source, reader);
            if (counted[0] != shown.files() || counted[1] != shown.bytes()) {
                throw new CommandFailure(source + " is damaged: it has " + counted[0] + " files of " + counted[1]
                        + " bytes where there should be " + shown.files() + " of " + shown.bytes()
                        + "; export it anew");
            }
            return shown;
        } catch (TransactionLogException failure) {
            throw ExportCommand.failure(failure);
        }
    }
}
