package io.weir.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The settings that a service has, by the metadata in its jar and in all jars that it carries. */
final class KnownProperties {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<String, JsonNode> byName = new TreeMap<>();

    private KnownProperties() {}

    static KnownProperties of(String service) throws IOException {
        KnownProperties known = new KnownProperties();
        try (InputStream file = Files.newInputStream(jar(service));
                ZipInputStream jar = new ZipInputStream(file)) {
            known.read(jar);
        }
        return known;
    }

    private static Path jar(String service) throws IOException {
        Path folder = Path.of(System.getProperty("weir.home", ".."), service, "target/image");
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(folder + " is empty: run ./mvnw verify from the top"));
        }
    }

    private void read(ZipInputStream jar) throws IOException {
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                // Closing it would close the outer one.
                read(new ZipInputStream(jar));
            } else if (entry.getName().endsWith("spring-configuration-metadata.json")) {
                for (JsonNode property : JSON.readTree(jar.readAllBytes()).path("properties")) {
                    byName.put(property.get("name").asText(), property);
                }
            }
        }
    }

    /** Weir's own, by name. */
    SortedMap<String, JsonNode> own() {
        return byName.subMap("weir.", "weir/");
    }

    /** Whether an environment variable sets one of them. */
    boolean hasVariable(String variable) {
        return byName.keySet().stream()
                .anyMatch(name -> variable(name).equals(variable)
                        || variable(name.replace("-", "")).equals(variable));
    }

    /** A setting's name among the environment variables; Spring Boot takes it without the underscores of dashes too. */
    static String variable(String property) {
        return property.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
