package io.weir.architecture;

import io.weir.deployment.Compose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is fixed of a service.
 *
 * @param name its module, program and host
 * @param port that it answers at
 * @param schema of the database that is its own; its packages have the same name
 * @param role by which it comes to the database
 * @param description what its POM says of it
 */
record ServiceFacts(String name, int port, String schema, String role, String description) {

    /** The services, by their ports. */
    static List<ServiceFacts> read() throws IOException {
        Map<String, Modules.Module> modules = Modules.read();
        Compose compose = Compose.read();
        List<ServiceFacts> services = new ArrayList<>();
        for (String name : compose.services().keySet()) {
            Modules.Module module = modules.get(name);
            if (module != null) {
                Map<String, Object> settings = Compose.yaml(name + "/src/main/resources/" + name + ".yaml");
                Map<String, Object> database =
                        Compose.map(Compose.map(settings.get("spring")).get("datasource"));
                services.add(new ServiceFacts(
                        name,
                        Compose.port(name),
                        (String) Compose.map(database.get("hikari")).get("schema"),
                        compose.environment(name).get("SPRING_DATASOURCE_USERNAME"),
                        module.description()));
            }
        }
        services.sort((one, other) -> Integer.compare(one.port(), other.port()));
        return services;
    }
}
