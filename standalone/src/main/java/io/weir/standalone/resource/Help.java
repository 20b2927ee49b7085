package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/** What the command of an operation says of itself. */
final class Help {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("store", "broker"),
            Map.entry("topic", "orders"),
            Map.entry("table", "orders"),
            Map.entry("pipeline", "orders"),
            Map.entry("secret", "sales-hubs"),
            Map.entry("token", "deploy"),
            Map.entry("role", "analyst"),
            Map.entry("granted", "reader"),
            Map.entry("user", "ann"),
            Map.entry("grantId", "7"),
            Map.entry("job_name", "nightly"),
            Map.entry("snapshot", "3"));
    private static final String NAME = "name";
    private static final int WIDEST = 72;
    private static final String RUN = "4bdb155e-e652-486d-8e95-1e6c28e1a860";

    private Help() {}

    static void describe(CommandSpec command, ResourceKind kind, String verb, Operation operation) {
        List<String> footer = new ArrayList<>(List.of("", "Examples:"));
        examples(kind, verb, operation).forEach(example -> footer.add("  weir " + kind.label() + " " + example));
        command.usageMessage()
                .header(escaped(operation.summary()) + ".")
                .description(operation.description().isEmpty() ? "" : escaped(operation.description()))
                .footer(footer.toArray(String[]::new));
    }

    /** Picocli formats what it prints. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    private static List<String> examples(ResourceKind kind, String verb, Operation operation) {
        String words = words(kind, verb, operation);
        if (!operation.body().isPresent()) {
            return List.of(words, operation.answer().isPresent() && !verb.equals("exists") ? words + " -o yaml" : words)
                    .stream()
                    .distinct()
                    .toList();
        }
        String file = words + " -f " + kind.one().replace(' ', '-') + ".yaml";
        String typed = words + body(verb, operation);
        // Whatever would go on in a next line is not typed.
        return (kind.label() + typed).length() < WIDEST ? List.of(typed, file) : List.of(file);
    }

    private static String words(ResourceKind kind, String verb, Operation operation) {
        StringBuilder text = new StringBuilder(verb);
        for (Operation.Parameter parameter : operation.parameters("path")) {
            boolean option = kind.collection().contains(parameter.placeholder());
            text.append(' ')
                    .append(option ? Flags.name(parameter.name()) + " " : "")
                    .append(NAMES.getOrDefault(parameter.name(), RUN));
        }
        operation.parameters("query").stream()
                .filter(Operation.Parameter::required)
                .forEach(parameter -> text.append(' ')
                        .append(Flags.name(parameter.name()))
                        .append(' ')
                        .append(value(parameter.schema())));
        return text.toString();
    }

    /** The document's example, typed. */
    private static String body(String verb, Operation operation) {
        StringBuilder text = new StringBuilder();
        JsonNode name = operation.example().path(NAME);
        boolean isNamed = verb.equals("create") && name.isString();
        if (isNamed) {
            text.append(' ').append(word(name.asString()));
        }
        operation.example().forEachEntry((field, value) -> {
            if (field.equals(UploadedFile.CONTENT) && UploadedFile.isIn(operation.body(), operation.answer())) {
                text.append(' ').append(Flags.name(UploadedFile.FROM)).append(" FILE");
            } else if (!isNamed || !field.equals(NAME)) {
                option(operation.body().field(field), field, value, text);
            }
        });
        return text.toString();
    }

    /** What has an option of its own by it, and all else by its place. */
    private static void option(Schema schema, String field, JsonNode value, StringBuilder text) {
        String name = ' ' + Flags.name(field) + ' ';
        if (value.isValueNode()) {
            text.append(name).append(word(value.asString()));
        } else if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
            text.append(name)
                    .append(word(value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))));
        } else if (schema.isMap() && schema.entry().isText()) {
            value.forEachEntry((key, entry) -> text.append(name).append(word(key + "=" + entry.asString())));
        } else {
            set(field, value, text);
        }
    }

    private static void set(String path, JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            value.forEachEntry((field, inner) -> set(path + "." + field, inner, text));
        } else {
            String shown = value.isContainer() ? value.toString() : value.asString();
            text.append(" --set ").append(word(path + "=" + shown));
        }
    }

    /** As a shell takes it for one word. */
    private static String word(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text + "'";
    }

    private static String value(Schema schema) {
        if (!schema.allowed().isEmpty()) {
            return schema.allowed().get(0);
        }
        if (!schema.example().isEmpty()) {
            return schema.example();
        }
        return schema.isText() ? "x" : schema.type().equals("boolean") ? "true" : "1";
    }
}
