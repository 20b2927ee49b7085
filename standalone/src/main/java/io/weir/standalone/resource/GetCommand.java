package io.weir.standalone.resource;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir stores get}, and the same of the others. */
@Command(name = "get", header = "Prints one.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    private final ResourceKind kind;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Parameters(paramLabel = "NAME", description = "Its name; of a run, its id.")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    GetCommand(ResourceKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        output.print(
                connection.api().get(kind.item(name)),
                kind.columns(),
                spec.commandLine().getOut());
        return 0;
    }
}
