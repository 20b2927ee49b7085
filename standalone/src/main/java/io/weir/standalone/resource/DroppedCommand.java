package io.weir.standalone.resource;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** {@code weir tables dropped}. */
@Command(
        name = "dropped",
        header = "Lists the tables that can be taken back, and until when.",
        mixinStandardHelpOptions = true)
final class DroppedCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/dropped-tables";
    private static final List<String> COLUMNS = List.of("name", "version", "rows", "droppedAt", "purgeAt", "id");

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ArrayNode dropped = ListCommand.all(connection.api(), PATH, Integer.MAX_VALUE);
        output.print(dropped, COLUMNS, spec.commandLine().getOut());
        return 0;
    }
}
