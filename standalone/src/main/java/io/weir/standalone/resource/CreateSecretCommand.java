package io.weir.standalone.resource;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
            "  weir secrets create sales-hubs -f hubs.txt --properties team=sales",
            "",
            "A store refers to it by secret:sales-hubs."
        })
final class CreateSecretCommand extends SecretValueCommand {

    @Override
    boolean isOfValue(SecretFlags given, boolean withProperties) {
        return true;
    }

    @Override
    JsonNode send(Api api, String name, ObjectNode body) {
        JsonNode named = JsonNodeFactory.instance.objectNode().put("name", name).setAll(body);
        return api.call(ApiDocument.ofClient().operation("createSecret"), ResourceKind.SECRETS.collection(), named);
    }
}
