package io.weir.standalone.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How commands call the operations of a resource: by the usual five words, by the rest of the path, or by the operation's id. */
final class Verbs {

    private static final Map<String, String> OF_ALL = Map.of("GET", "list", "POST", "create");
    private static final Map<String, String> OF_ONE =
            Map.of("GET", "get", "PATCH", "update", "PUT", "put", "DELETE", "delete");

    private final ResourceKind kind;

    private Verbs(ResourceKind kind) {
        this.kind = kind;
    }

    /** The operations by the words of their commands. Those that take a secret's value have commands of their own. */
    static Map<String, Operation> of(ResourceKind kind, ApiDocument document) {
        Verbs verbs = new Verbs(kind);
        Map<String, List<Operation>> byPath = document.operations().stream()
                .filter(kind::owns)
                .filter(Operation::isPrintable)
                .filter(operation -> operation.body().fields().values().stream().noneMatch(Schema::isSecret))
                .collect(Collectors.groupingBy(verbs::word));
        Map<String, Operation> named = new TreeMap<>();
        byPath.forEach((word, operations) -> operations.forEach(operation -> {
            // Of several at one path, the list keeps its word.
            String verb = operations.size() == 1 || operation.isPaged() ? word : verbs.wordOfId(operation);
            if (named.put(verb, operation) != null) {
                throw new IllegalStateException(kind + " has two operations called " + verb);
            }
        }));
        return named;
    }

    private String word(Operation operation) {
        if (kind.isElsewhere(operation)) {
            return wordOfId(operation).replaceFirst("^list-", "");
        }
        String rest = operation.path().substring(kind.collection().length());
        if (rest.isEmpty()) {
            return OF_ALL.getOrDefault(operation.method(), wordOfId(operation));
        }
        if (rest.matches("/\\{[^/]*}")) {
            return OF_ONE.getOrDefault(operation.method(), wordOfId(operation));
        }
        return Arrays.stream(rest.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.startsWith("{"))
                .collect(Collectors.joining("-"));
    }

    /** {@code pauseMirror} becomes {@code pause-mirror}; of {@code grantRole} for roles, {@code grant} is enough. */
    private String wordOfId(Operation operation) {
        List<String> words = Arrays.stream(operation.id().split("(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        List<String> telling = words.stream()
                .filter(word -> !word.equals(kind.one()) && !word.equals(kind.label()))
                .toList();
        return String.join("-", telling);
    }
}
