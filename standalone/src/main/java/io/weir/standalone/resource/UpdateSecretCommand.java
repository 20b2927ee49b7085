package io.weir.standalone.resource;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code weir secrets update}. */
@Command(
        name = "update",
        header = "Gives one another value, or other properties; who refers to it has the value when it next connects.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir secrets update sales-hubs                asks for the value",
            "  weir secrets update sales-hubs -f hubs.txt",
            "  weir secrets update sales-hubs --properties team=sales     leaves the value as it is"
        })
final class UpdateSecretCommand extends SecretValueCommand {

    /** Properties alone leave the value as it is. */
    @Override
    boolean isOfValue(SecretFlags given, boolean withProperties) {
        return given.isFile() || !withProperties;
    }

    @Override
    JsonNode send(Api api, String name, ObjectNode body) {
        String target = ResourceKind.SECRETS.collection() + "/" + Operation.segment(name);
        return api.call(ApiDocument.ofClient().operation("updateSecret"), target, body);
    }
}
