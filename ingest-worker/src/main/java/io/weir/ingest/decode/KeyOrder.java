package io.weir.ingest.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts keys that several threads found, each in its own order, into one that depends on the records alone: as the first
 * records have them, then by name.
 */
final class KeyOrder {

    private static final int RECORDS = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private KeyOrder() {}

    /** The same columns in order. */
    static StructType of(Path records, StructType found) {
        // What is no UTF-8 is replaced, and so is no key that was found.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(records), StandardCharsets.UTF_8))) {
            List<JsonNode> first =
                    lines.lines().limit(RECORDS).flatMap(KeyOrder::parse).toList();
            return struct(first, found);
        } catch (IOException failed) {
            throw new UncheckedIOException("staged file " + records + " could not be read", failed);
        }
    }

    /** A line that is no record tells nothing: payloads may have line breaks. */
    private static Stream<JsonNode> parse(String line) {
        try {
            return Stream.of(JSON.readTree(line));
        } catch (JacksonException broken) {
            return Stream.empty();
        }
    }

    private static StructType struct(List<JsonNode> samples, StructType found) {
        Map<String, ValueType> ordered = new LinkedHashMap<>();
        samples.stream()
                .flatMap(sample -> sample.propertyNames().stream())
                .forEach(key -> put(ordered, samples, key, found.fields().get(key)));
        new TreeMap<>(found.fields()).forEach((key, type) -> put(ordered, samples, key, type));
        return new StructType(ordered);
    }

    private static void put(
            Map<String, ValueType> ordered, List<JsonNode> samples, String key, @Nullable ValueType type) {
        if (type != null && !ordered.containsKey(key)) {
            List<JsonNode> values =
                    samples.stream().map(sample -> sample.path(key)).toList();
            ordered.put(key, type(values, type));
        }
    }

    private static ValueType type(List<JsonNode> values, ValueType found) {
        if (found instanceof StructType nested) {
            return struct(values, nested);
        }
        if (found instanceof ListType list) {
            return new ListType(type(values.stream().flatMap(KeyOrder::elements).toList(), list.element()));
        }
        return found;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? array.valueStream() : Stream.empty();
    }
}
