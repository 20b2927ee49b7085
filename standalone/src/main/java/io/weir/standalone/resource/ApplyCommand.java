package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.resource.Change.Action;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir apply}. */
@Command(
        name = "apply",
        header = "Makes stores, tables and pipelines as a file says; what is so already is left alone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example of a file, one document for each resource, in the order in which they are made:",
            "  resource: store",
            "  name: broker",
            "  kind: KAFKA",
            "  properties: {bootstrapServers: 'localhost:9092'}",
            "  ---",
            "  resource: pipeline",
            "  name: orders",
            "  source: {store: broker, topic: orders}",
            "  target: {delta: {table: orders}}",
            "",
            "  weir apply -f lake.yaml --dry-run    what would change: + new, ~ changed, = as it should be",
            "  weir apply -f lake.yaml",
            "",
            "Nothing is done if any of it differs in what cannot be changed. Nothing is ever deleted."
        })
public final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "YAML or JSON; - is standard input.")
    private Path file = Path.of("-");

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Planner planner = new Planner(connection.api());
        List<Change> changes = new ArrayList<>();
        Documents.read(file).forEach(document -> changes.add(planner.plan(document)));
        if (dryRun) {
            changes.forEach(change -> out.println(change.text()));
        }
        refuse(changes);
        if (!dryRun) {
            for (Change change : changes) {
                planner.apply(change);
                out.println(change.text());
            }
        }
        out.flush();
        return 0;
    }

    private static void refuse(List<Change> changes) {
        for (Change change : changes) {
            if (change.action() == Action.REFUSE) {
                throw new CommandFailure("nothing was done: " + change.kind().one() + " " + change.name()
                        + " is there and cannot be changed (" + String.join("; ", change.differences())
                        + "): delete it first, or give the new one another name");
            }
        }
    }
}
