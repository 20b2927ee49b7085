package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code weir secrets rotate}. */
@Command(
        name = "rotate",
        header = "Encrypts all anew by the first of the platform's keys, so that the older ones can go.",
        mixinStandardHelpOptions = true,
        description = "May be broken off and repeated at any time.",
        footer = {"", "Examples:", "  weir secrets rotate"})
final class RotateSecretsCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/secret-rotations?limit=1000";

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Api api = connection.api();
        long all = 0;
        JsonNode batch = next(api);
        while (batch.path("rotated").asLong() > 0) {
            all += batch.path("rotated").asLong();
            batch = next(api);
        }
        String key = batch.path("keyId").asString();
        spec.commandLine().getOut().println(all + " encrypted anew by the key " + key);
        long remaining = batch.path("remaining").asLong();
        if (remaining > 0) {
            throw new CommandFailure(remaining + " cannot be decrypted, so the older keys must stay: "
                    + batch.path("unreadable").toString());
        }
        return 0;
    }

    private static JsonNode next(Api api) {
        return api.call(ApiDocument.ofClient().operation("rotateSecrets"), PATH, null);
    }
}
