package io.weir.standalone.resource;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code weir tables undrop}. */
@Command(
        name = "undrop",
        header = "Takes a dropped table back, with its data and its history.",
        mixinStandardHelpOptions = true)
final class UndropCommand implements Callable<Integer> {

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Its id, if not the latest of this name; see: weir tables dropped")
    private @Nullable UUID id;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        String path = ResourceKind.TABLES.item(name) + "/undrop" + (id == null ? "" : "?id=" + id);
        JsonNode table = connection.api().post(path, JsonNodeFactory.instance.objectNode());
        String version = table.path("version").asString();
        spec.commandLine().getOut().println("table " + name + " is back, at version " + version);
        return 0;
    }
}
