package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code weir stores create}, and the same of the others. */
@Command(
        name = "create",
        header = "Creates one from a file, from --set, or both.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir stores create lake --set kind=DUCKDB --set properties.path=lake.duckdb",
            "  weir pipelines create -f orders.yaml",
            "  weir tokens create deploy --set scope=WRITE",
            "",
            "The fields are those of the API: see /swagger-ui.html. A token is printed this once."
        })
final class CreateCommand implements Callable<Integer> {

    private final ResourceKind kind;

    @Mixin
    private ConnectionFlags connection = new ConnectionFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Its name, unless the file says it.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "YAML or JSON; - is standard input.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "A field, levels separated by dots.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    CreateCommand(ResourceKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        output.print(
                connection.api().post(kind.collection(), body()),
                kind.columns(),
                spec.commandLine().getOut());
        return 0;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (file != null) {
            List<ObjectNode> documents = Documents.read(file);
            if (documents.size() != 1) {
                throw new CommandFailure(file + " has " + documents.size()
                        + " documents: one is created; for more, see: weir apply --help");
            }
            body = documents.get(0);
        }
        if (name != null) {
            body.put("name", name);
        }
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Documents.set(body, field.getKey(), field.getValue());
        }
        return body;
    }
}
