package io.weir.standalone.resource;

import io.weir.support.secret.ProcessVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the secret fields of a resource come from: not from the file that declares it, which others read, but from a variable of
 * the environment or of {@code .env}, or another file that it names ({@code valueFrom: {environment: SALES_HUBS}}).
 */
final class SecretSource {

    private static final String FROM = "From";
    private static final String ENVIRONMENT = "environment";
    private static final String FILE = "file";
    private static final List<String> SOURCES = List.of(ENVIRONMENT, FILE);

    private SecretSource() {}

    /** The names of the fields that name sources, instead of the fields that are secrets. */
    static List<String> fields(Schema body) {
        return secrets(body).stream().map(field -> field + FROM).toList();
    }

    /** The names of the fields that are secrets. */
    static List<String> secrets(Schema body) {
        return body.fields().entrySet().stream()
                .filter(field -> field.getValue().isSecret())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is wrong with the source of a field; nothing where it names one. */
    static Optional<String> problem(JsonNode source) {
        boolean one = source.isObject()
                && source.size() == 1
                && SOURCES.stream()
                        .anyMatch(name -> !source.path(name).stringValue("").isEmpty());
        return one ? Optional.empty() : Optional.of("allowed: {environment: NAME} or {file: PATH}");
    }

    /** What keeps a source's value from being had; nothing where it can be. */
    static Optional<String> absence(JsonNode source) {
        String file = source.path(FILE).asString("");
        if (file.isEmpty()) {
            String variable = source.path(ENVIRONMENT).asString("");
            return ProcessVariables.find(variable).isEmpty() ? Optional.of(variable + " is not set") : Optional.empty();
        }
        try {
            if (isPipe(Path.of(file))) {
                return Optional.empty();
            }
            return read(file).isEmpty() ? Optional.of(file + " is empty") : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.of(file + " cannot be read");
        }
    }

    /** Puts the values in the place of their sources. */
    static void resolve(Schema body, ObjectNode object) throws IOException {
        for (String field : secrets(body)) {
            JsonNode source = object.path(field + FROM);
            object.remove(field + FROM);
            if (source.path(FILE).isString()) {
                object.put(field, read(source.path(FILE).asString()));
            } else if (source.isObject()) {
                String variable = source.path(ENVIRONMENT).asString();
                ProcessVariables.find(variable).ifPresent(value -> object.put(field, value));
            }
        }
    }

    /** What gives its value once, and to whom it is for. */
    private static boolean isPipe(Path path) {
        return Files.isReadable(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file)).replaceFirst("\r?\n\\z", "");
    }
}
