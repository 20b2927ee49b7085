package io.weir.standalone.resource;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code weir secrets update}. */
@Command(
        name = "update",
        header = "Gives one another value; who refers to it has it when it next connects.",
        mixinStandardHelpOptions = true)
final class UpdateSecretCommand implements Callable<Integer> {

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Mixin
    private SecretFlags secret = new SecretFlags();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var body = JsonNodeFactory.instance.objectNode().put("value", secret.value());
        output.print(
                connection.api().patch(ResourceKind.SECRETS.item(name), body),
                ResourceKind.SECRETS.columns(),
                spec.commandLine().getOut());
        return 0;
    }
}
