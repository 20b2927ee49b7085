package io.weir.standalone.resource;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that sends the value of a secret, and prints what the platform tells of it. */
abstract class SecretValueCommand implements Callable<Integer> {

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
    public final Integer call() {
        String value = secret.value();
        output.print(
                send(connection.api(), name, value),
                List.of(),
                spec.commandLine().getOut());
        return 0;
    }

    /** Sends the value, and returns the platform's answer, which never has it. */
    abstract JsonNode send(Api api, String name, String value);
}
