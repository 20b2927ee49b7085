package io.weir.standalone.resource;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir stores exists}, and the same of the others: for conditions of scripts. */
@Command(mixinStandardHelpOptions = true)
final class ExistsCommand implements Callable<Integer> {

    private final ResourceKind kind;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // set by of
    private Arguments arguments;

    private ExistsCommand(ResourceKind kind) {
        this.kind = kind;
    }

    /** The command, made of the operation that gets one. */
    static CommandLine of(ResourceKind kind, Operation get) {
        ExistsCommand command = new ExistsCommand(kind);
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec().name("exists");
        command.arguments = new Arguments(kind, get, spec);
        Help.describe(spec, kind, "exists", get);
        spec.usageMessage()
                .header("Tells whether it is there: exit code 0 if it is, 1 if not.")
                .description();
        return line;
    }

    @Override
    public Integer call() {
        boolean there = connection.api().find(arguments.targets().get(0)).isPresent();
        String name = kind.one() + " " + arguments.names().get(0);
        spec.commandLine().getOut().println(name + (there ? " exists" : " does not exist"));
        return there ? 0 : 1;
    }
}
