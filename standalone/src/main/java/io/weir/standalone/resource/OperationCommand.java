package io.weir.standalone.resource;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** One operation of the API as a command, whatever it is: what it takes and what it says of itself is in the API document. */
@Command
final class OperationCommand implements Callable<Integer> {

    private final ResourceKind kind;
    private final Operation operation;

    // Without the program's --version, which all other commands have: operations mean a table's version by it.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // read by picocli
    private boolean help;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // set by of
    private Arguments arguments;

    private @Nullable BodyFlags body;
    private @Nullable PageFlags pages;

    private OperationCommand(ResourceKind kind, Operation operation) {
        this.kind = kind;
        this.operation = operation;
    }

    /** The command {@code verb} of a resource. */
    static CommandLine of(ResourceKind kind, String verb, Operation operation) {
        OperationCommand command = new OperationCommand(kind, operation);
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec().name(verb);
        command.arguments = new Arguments(kind, operation, spec);
        if (operation.body().isPresent()) {
            command.body = BodyFlags.of(operation, verb.equals("create"), spec);
        }
        if (operation.isPaged()) {
            command.pages = new PageFlags();
            spec.addMixin("pages", CommandSpec.forAnnotatedObject(command.pages));
        }
        Help.describe(spec, kind, verb, operation);
        return line;
    }

    @Override
    public Integer call() {
        if (pages != null) {
            pages.check(spec.commandLine());
        }
        Api api = connection.api();
        PrintWriter out = spec.commandLine().getOut();
        if (pages != null) {
            output.print(pages.read(api, arguments.targets().get(0)), columns(), out);
            return 0;
        }
        List<String> targets = arguments.targets();
        for (int index = 0; index < targets.size(); index++) {
            String target = targets.get(index);
            JsonNode answer = api.call(operation, target, body == null ? null : body.body(), tag(api, target));
            if (operation.answer().isPresent()) {
                output.print(answer, List.of(), out);
            } else {
                out.println(kind.one() + " " + arguments.names().get(index) + " " + past(spec.name()));
            }
        }
        return 0;
    }

    /** Of what is changed now: whoever changes it between this look and the change is not overwritten. */
    private String tag(Api api, String target) {
        return operation.changesByTag() ? api.find(target).map(Api.Found::tag).orElse("") : "";
    }

    private static String past(String verb) {
        return verb.equals("delete") ? "deleted" : verb + ": done";
    }

    /** Those of the kind where the kind is what is listed, and else what is plain in what is listed. */
    private List<String> columns() {
        return spec.name().equals("list")
                ? kind.columns()
                : Rows.columns(operation.answer().field("items").item());
    }
}
