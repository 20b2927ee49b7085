package io.weir.standalone.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A command that sends the value of a secret, and prints what the platform tells of it. */
abstract class SecretValueCommand implements Callable<Integer> {

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Mixin
    private SecretFlags secret = new SecretFlags();

    @Option(
            names = "--properties",
            paramLabel = "NAME=VALUE",
            description = "Texts about it, which everybody may see who sees the secret. May be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public final Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (isOfValue(secret, !properties.isEmpty())) {
            body.put("value", secret.value());
        }
        if (!properties.isEmpty()) {
            body.set("properties", JsonMapper.shared().valueToTree(properties));
        }
        output.print(
                send(connection.api(), name, body),
                List.of(),
                spec.commandLine().getOut());
        return 0;
    }

    /** Whether a value is sent, too. */
    abstract boolean isOfValue(SecretFlags given, boolean withProperties);

    /** Sends it, and returns the platform's answer, which never has the value. */
    abstract JsonNode send(Api api, String name, ObjectNode body);
}
