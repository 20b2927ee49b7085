package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir stores delete}, and the same of the others. */
@Command(
        name = "delete",
        header = "Deletes some, by their names; a token is void from then on.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {

    private final ResourceKind kind;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Their names.")
    private List<String> names = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DeleteCommand(ResourceKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        Api api = connection.api();
        for (String name : names) {
            api.delete(kind.item(name));
            spec.commandLine().getOut().println(kind.one() + " " + name + " deleted");
        }
        return 0;
    }
}
