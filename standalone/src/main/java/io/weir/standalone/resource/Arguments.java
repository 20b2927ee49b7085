package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.JsonNode;

/**
 * The arguments of a command that are parameters of its operation: what a resource is in is an option ({@code --store}), its
 * own name and all after it are words, and what narrows a question are options again.
 */
final class Arguments {

    private static final Set<String> OF_PAGES = Set.of("limit", "pageToken");

    private final Operation operation;
    private final Map<String, ArgSpec> path = new LinkedHashMap<>();
    private final Flags query;

    /** Adds them to a command. */
    Arguments(ResourceKind kind, Operation operation, CommandSpec command) {
        this.operation = operation;
        this.query = new Flags(command);
        List<Operation.Parameter> parameters = operation.parameters("path");
        for (Operation.Parameter parameter : parameters) {
            if (kind.collection().contains(parameter.placeholder())) {
                addOption(parameter, command);
            } else {
                boolean last = parameter.equals(parameters.get(parameters.size() - 1));
                addWord(parameter, last && operation.method().equals("DELETE"), command);
            }
        }
        for (Operation.Parameter parameter : operation.parameters("query")) {
            if (!operation.isPaged() || !OF_PAGES.contains(parameter.name())) {
                query.add(parameter.name(), parameter.schema(), parameter.required());
            }
        }
    }

    private void addOption(Operation.Parameter parameter, CommandSpec command) {
        OptionSpec option = OptionSpec.builder(Flags.name(parameter.name()))
                .type(String.class)
                .required(true)
                .paramLabel(Flags.label(parameter.name()))
                .description("The " + parameter.name() + " that it is in.")
                .build();
        path.put(parameter.name(), option);
        command.addOption(option);
    }

    private void addWord(Operation.Parameter parameter, boolean several, CommandSpec command) {
        int index = command.positionalParameters().size();
        PositionalParamSpec word = PositionalParamSpec.builder()
                .index(several ? index + "..*" : Integer.toString(index))
                .arity(several ? "1..*" : "1")
                .type(several ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .required(true)
                .paramLabel(Flags.label(parameter.name()))
                .description(several ? "One or more." : "Name or id.")
                .build();
        path.put(parameter.name(), word);
        command.addPositional(word);
    }

    /** Where to send the request; more than one place where several names were given. */
    List<String> targets() {
        List<String> targets = List.of(operation.path());
        for (Map.Entry<String, ArgSpec> parameter : path.entrySet()) {
            List<String> filled = new ArrayList<>();
            for (String target : targets) {
                for (String name : names(parameter.getValue())) {
                    filled.add(target.replace("{" + parameter.getKey() + "}", Operation.segment(name)));
                }
            }
            targets = filled;
        }
        return targets.stream().map(target -> target + query()).toList();
    }

    /** The names that the last of the words has; empty where the operation is about no one. */
    List<String> names() {
        return path.values().stream()
                .reduce((first, second) -> second)
                .map(Arguments::names)
                .orElse(List.of());
    }

    private static List<String> names(ArgSpec argument) {
        Object value = argument.getValue();
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private String query() {
        StringBuilder text = new StringBuilder();
        for (Operation.Parameter parameter : operation.parameters("query")) {
            query.given(parameter.name()).ifPresent(value -> text.append(text.isEmpty() ? '?' : '&')
                    .append(parameter.name())
                    .append('=')
                    .append(Operation.segment(text(value))));
        }
        return text.toString();
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return String.join(",", value.valueStream().map(JsonNode::asString).toList());
        }
        return value.asString();
    }
}
