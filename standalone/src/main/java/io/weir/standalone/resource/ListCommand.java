package io.weir.standalone.resource;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code weir stores list}, and the same of the others. */
@Command(name = "list", header = "Lists all, in the order of their names.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final ResourceKind kind;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
    private @Nullable Integer limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ListCommand(ResourceKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        int most = limit == null ? Integer.MAX_VALUE : limit;
        output.print(
                all(connection.api(), kind.listed(), most),
                kind.columns(),
                spec.commandLine().getOut());
        return 0;
    }

    /** What a path lists, page by page. */
    static ArrayNode all(Api api, String path, int most) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        String next = "";
        do {
            int page = Math.min(PAGE, most - all.size());
            JsonNode answer = api.get(path + "?limit=" + page + next);
            answer.path("items").forEach(all::add);
            String token = answer.path("nextPageToken").asString("");
            next = token.isEmpty() ? "" : "&pageToken=" + token;
        } while (!next.isEmpty() && all.size() < most);
        return all;
    }
}
