package io.weir.standalone.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Options of a command that are made of what the API document says, and what was given for them. */
final class Flags {

    private static final Map<String, Class<?>> TYPES =
            Map.of("integer", Long.class, "number", Double.class, "boolean", Boolean.class);

    private final CommandSpec command;
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

    Flags(CommandSpec command) {
        this.command = command;
    }

    /** {@code waitMillis} and {@code wait_millis} become {@code --wait-millis}. */
    static String name(String field) {
        return "--"
                + field.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .replace('_', '-')
                        .toLowerCase(Locale.ROOT);
    }

    /** {@code waitMillis} becomes {@code WAIT_MILLIS}. Completion tells options apart by it. */
    static String label(String field) {
        return name(field).substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Adds the option of a field, unless it has a shape that no option has, or every command has one of its name already. */
    void add(String field, Schema schema, boolean required) {
        String name = name(field);
        boolean list = schema.type().equals("array") && schema.item().isText();
        boolean map = schema.isMap() && schema.entry().isText();
        boolean fits = schema.isPlain() || list || map;
        if (!fits || schema.isSecret() || command.optionsMap().containsKey(name)) {
            return;
        }
        OptionSpec.Builder option = OptionSpec.builder(name)
                .required(required)
                .paramLabel(map ? "NAME=VALUE" : label(field))
                .description(description(schema, list, map));
        if (!schema.allowed().isEmpty()) {
            option.completionCandidates(schema.allowed());
        }
        shape(option, schema, list, map);
        options.put(field, option.build());
        command.addOption(options.get(field));
    }

    private static void shape(OptionSpec.Builder option, Schema schema, boolean list, boolean map) {
        if (map) {
            option.type(LinkedHashMap.class).auxiliaryTypes(String.class, String.class);
        } else if (list) {
            option.type(List.class).auxiliaryTypes(String.class).splitRegex(",").arity("1");
        } else {
            option.type(TYPES.getOrDefault(schema.type(), String.class)).arity("1");
            if (schema.type().equals("boolean")) {
                option.arity("0..1").fallbackValue("true");
            }
        }
    }

    private static String description(Schema schema, boolean list, boolean map) {
        String text = schema.description().replace("%", "%%");
        if (!schema.allowed().isEmpty()) {
            String allowed = String.join(", ", schema.allowed());
            return text.isEmpty() ? allowed + "." : text + " (" + allowed + ").";
        }
        if (text.isEmpty()) {
            String example = schema.example().replace("%", "%%");
            text = example.isEmpty() ? "" : "For example: " + example;
        }
        if (list) {
            return (text + " Several with commas.").strip();
        }
        return map ? (text + " May be repeated.").strip() : text;
    }

    /** What was given for a field, as JSON. */
    Optional<JsonNode> given(String field) {
        OptionSpec option = options.get(field);
        @Nullable Object value = option == null ? null : option.getValue();
        return Optional.ofNullable(value).map(JsonMapper.shared()::valueToTree);
    }
}
