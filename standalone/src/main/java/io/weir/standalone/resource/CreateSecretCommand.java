package io.weir.standalone.resource;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
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
final class CreateSecretCommand extends SecretValueCommand {

    @Override
    JsonNode send(Api api, String name, String value) {
        var body = JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
        return api.call(ApiDocument.ofClient().operation("createSecret"), ResourceKind.SECRETS.collection(), body);
    }
}
