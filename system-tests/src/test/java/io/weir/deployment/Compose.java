package io.weir.deployment;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The compose file, with its anchors resolved. */
public final class Compose {

    private final Map<String, Object> file;

    private Compose(Map<String, Object> file) {
        this.file = file;
    }

    public static Compose read() throws IOException {
        return new Compose(yaml("docker-compose.yml"));
    }

    static Path home() {
        return Path.of(System.getProperty("weir.home", "..")).toAbsolutePath().normalize();
    }

    /** A file of the repository, which must be a mapping. */
    public static Map<String, Object> yaml(String path) throws IOException {
        try (Reader reader = Files.newBufferedReader(home().resolve(path))) {
            return new Yaml().load(reader);
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    Map<String, Object> section(String name) {
        return map(file.get(name));
    }

    public Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        section("services").forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    Map<String, Object> service(String name) {
        return map(section("services").get(name));
    }

    public Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        map(service(service).get("environment")).forEach((name, value) -> environment.put(name, value.toString()));
        return environment;
    }

    /** The port that the service's own file gives it. */
    public static int port(String service) throws IOException {
        Map<String, Object> settings = yaml(service + "/src/main/resources/" + service + ".yaml");
        return (int) map(settings.get("server")).get("port");
    }
}
