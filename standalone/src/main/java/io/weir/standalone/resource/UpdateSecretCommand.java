package io.weir.standalone.resource;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code weir secrets update}. */
@Command(
        name = "update",
        header = "Gives one another value; who refers to it has it when it next connects.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir secrets update sales-hubs                asks for the value",
            "  weir secrets update sales-hubs -f hubs.txt"
        })
final class UpdateSecretCommand extends SecretValueCommand {

    @Override
    JsonNode send(Api api, String name, String value) {
        var body = JsonNodeFactory.instance.objectNode().put("value", value);
        String target = ResourceKind.SECRETS.collection() + "/" + Operation.segment(name);
        return api.call(ApiDocument.ofClient().operation("updateSecret"), target, body);
    }
}
