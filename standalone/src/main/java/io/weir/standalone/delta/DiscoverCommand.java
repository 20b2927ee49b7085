package io.weir.standalone.delta;

import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir discover}: what could be imported. */
@Command(
        name = "discover",
        header = "Finds the Delta tables below a folder.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir discover /data/lake --format json"})
public final class DiscoverCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Where to look.")
    private Path folder = Path.of(".");

    @Option(names = "--format", description = "HUMAN (default) or JSON.")
    private ListFormat format = ListFormat.HUMAN;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (folder.toString().matches("[a-z0-9]+:/.*")) {
            throw new ParameterException(spec.commandLine(), "tables are found in folders only, not in " + folder);
        }
        List<FoundTable> tables = FoundTable.below(folder, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        if (format == ListFormat.JSON) {
            out.println(Json.text(tables));
        } else {
            Table table = new Table("TABLE", "VERSIONS", "CHECKPOINTS", "LOCATION");
            for (FoundTable found : tables) {
                table.row(
                        found.nameBelow(folder),
                        found.firstVersion() + "-" + found.lastVersion() + (found.hasGap() ? " with gaps" : ""),
                        Integer.toString(found.checkpoints()),
                        found.location());
            }
            table.print(out);
        }
        return 0;
    }
}
