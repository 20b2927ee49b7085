package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

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
        String one = kind.one().replace(' ', '-');
        boolean named = verb.equals("create") && operation.body().fields().containsKey("name");
        return List.of(words + (named ? " my-" + one : "") + flags(operation.body()), words + " -f " + one + ".yaml");
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

    /** The plain ones that must be given, with values that may be, and what the document has examples of. */
    private static String flags(Schema body) {
        StringBuilder text = new StringBuilder();
        for (String field : body.required()) {
            if (!field.equals("name") && body.field(field).isPlain()) {
                text.append(' ').append(Flags.name(field)).append(' ').append(value(body.field(field)));
            }
        }
        body.fields().forEach((field, schema) -> schema.exampleEntry()
                .ifPresent(entry ->
                        text.append(' ').append(Flags.name(field)).append(' ').append(typed(entry))));
        return text.toString();
    }

    /** As a shell takes it for one word. */
    private static String typed(String word) {
        return word.contains(" ") ? "'" + word + "'" : word;
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
