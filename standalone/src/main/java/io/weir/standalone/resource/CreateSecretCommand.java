package io.weir.standalone.resource;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code weir secrets create}. */
@Command(
        name = "create",
        header = "Has the platform keep a value, which it tells to nobody.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir secrets create sales-hubs                asks for the value",
            "  weir secrets create sales-hubs -f hubs.txt",
            "  pass show hubs | weir secrets create sales-hubs",
            "",
            "A store refers to it by secret:sales-hubs."
        })
final class CreateSecretCommand implements Callable<Integer> {

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
        var body = JsonNodeFactory.instance.objectNode().put("name", name).put("value", secret.value());
        output.print(
                connection.api().post(ResourceKind.SECRETS.collection(), body),
                ResourceKind.SECRETS.columns(),
                spec.commandLine().getOut());
        return 0;
    }
}
