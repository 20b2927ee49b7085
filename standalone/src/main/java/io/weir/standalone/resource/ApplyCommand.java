package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.resource.Change.Action;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code weir apply}. */
@Command(
        name = "apply",
        header = "Makes the platform's resources as files say; what is so already is left alone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example of a file, one document for each resource, in any order:",
            "  kind: Store            # or Secret, Topic, Database, Schema, Table, Role, User, Organization, Grant, Pool,",
            "                         # Descriptor, FunctionSource, Function, Relation, Pipeline, Content",
            "  name: broker",
            "  spec:                  # the fields that the API takes: see weir stores create --help",
            "    kind: KAFKA",
            "    properties: {bootstrapServers: 'localhost:9092'}",
            "  ---",
            "  kind: Pipeline",
            "  name: orders",
            "  spec:",
            "    source: {store: broker, topic: orders}",
            "    target: {delta: {table: orders}}",
            "A Descriptor or a FunctionSource is made of a file beside the one that declares it:",
            "  spec: {contentFrom: {file: shop.desc}}",
            "",
            "Examples:",
            "  weir apply -f lake.yaml --dry-run    what would be done: + created, ~ changed, = unchanged",
            "  weir apply -f lake.yaml -f access.yaml",
            "",
            "Nothing is done if anything in the files is wrong or cannot be done. Nothing is ever deleted. Broken off and",
            "repeated, it ends in the same state."
        })
public final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "YAML or JSON, one file or several; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object a line for each resource.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Findings findings = new Findings();
        List<Declaration> declarations = Manifest.read(files, findings);
        findings.requireNone();
        Api api = connection.api();
        Planner planner = new Planner(api, findings);
        List<Change> changes = declarations.stream().map(planner::plan).toList();
        if (dryRun) {
            changes.forEach(this::say);
        }
        findings.requireNone();
        if (!dryRun) {
            apply(changes, new Applier(api));
        }
        if (!json) {
            spec.commandLine().getOut().println(summary(changes));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** At once, so that what was done is told whatever happens next. */
    private void say(Change change) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? change.json().toString() : change.text(dryRun));
        out.flush();
    }

    private void apply(List<Change> changes, Applier applier) {
        for (int index = 0; index < changes.size(); index++) {
            Change change = changes.get(index);
            String left = (changes.size() - index) + " of " + changes.size()
                    + " are not done; what is done stays so, run it again";
            try {
                applier.apply(change);
            } catch (Refusal refused) {
                throw new Refusal(List.of(place(change, refused) + ": " + refused.getMessage(), left));
            } catch (CommandFailure failed) {
                throw new CommandFailure(
                        change.declaration().title() + ": " + failed.getMessage() + "; " + left, failed);
            }
            say(change);
        }
    }

    /** Where the field stands that the platform refused. */
    private static String place(Change change, Refusal refused) {
        JsonNode field = refused.problem().path("errors").path(0).path("field");
        return change.declaration().place(field.asString(""));
    }

    private String summary(List<Change> changes) {
        return Arrays.stream(Action.values())
                .map(action -> changes.stream()
                                .filter(change -> change.action() == action)
                                .count() + " " + action.label())
                .collect(Collectors.joining(", ", dryRun ? "nothing was done; it would be: " : "", ""));
    }
}
