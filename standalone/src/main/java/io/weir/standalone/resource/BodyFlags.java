package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where the fields of what is sent come from: a file, then options, then {@code --set}; use it as a picocli mixin. */
final class BodyFlags {

    private static final String NAME = "name";

    private final Schema schema;
    private final Flags flags;
    private @Nullable PositionalParamSpec name;
    private @Nullable OptionSpec content;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Its fields as YAML or JSON; - is standard input.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "A field, levels separated by dots; the value null takes it away. May be repeated.")
    private Map<String, String> fields = new LinkedHashMap<>();

    private BodyFlags(Schema schema, CommandSpec command) {
        this.schema = schema;
        command.addMixin("body", CommandSpec.forAnnotatedObject(this));
        this.flags = new Flags(command);
    }

    /** Adds them to a command; {@code named} if the first word may be the name that the body has. */
    static BodyFlags of(Operation operation, boolean named, CommandSpec command) {
        Schema schema = operation.body();
        BodyFlags body = new BodyFlags(schema, command);
        if (UploadedFile.isIn(schema, operation.answer())) {
            body.content = OptionSpec.builder(Flags.name(UploadedFile.FROM))
                    .type(Path.class)
                    .paramLabel("FILE")
                    .description("The file that it is made of.")
                    .build();
            command.addOption(body.content);
        }
        boolean word = named && schema.fields().containsKey(NAME);
        if (word) {
            body.name = PositionalParamSpec.builder()
                    .index(Integer.toString(command.positionalParameters().size()))
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel("NAME")
                    .description("Its name, unless the file says it.")
                    .build();
            command.addPositional(body.name);
        }
        schema.fields().forEach((field, shape) -> {
            if (!word || !field.equals(NAME)) {
                body.flags.add(field, shape, false);
            }
        });
        return body;
    }

    /**
     * The body.
     *
     * @throws CommandFailure where the file cannot be read, or holds more than one object
     */
    ObjectNode body() {
        ObjectNode body = file == null ? JsonNodeFactory.instance.objectNode() : only(file);
        if (name != null && name.getValue() != null) {
            body.put(NAME, name.<String>getValue());
        }
        schema.fields().keySet().forEach(field -> flags.given(field).ifPresent(value -> body.set(field, value)));
        fields.forEach((path, value) -> Documents.set(body, path, value));
        if (content != null && content.getValue() != null) {
            upload(content.getValue(), body);
        }
        Shapes.fit(schema, body);
        return body;
    }

    private static void upload(Path file, ObjectNode body) {
        UploadedFile.put(file, file.toString(), body).ifPresent(absence -> {
            throw new Refusal(List.of(absence));
        });
        body.remove(UploadedFile.DIGEST);
    }

    private static ObjectNode only(Path file) {
        List<ObjectNode> documents = Documents.read(file);
        if (documents.size() != 1) {
            throw new CommandFailure(
                    file + " has " + documents.size() + " documents: one is sent; for more, see: weir apply --help");
        }
        return documents.get(0);
    }
}
