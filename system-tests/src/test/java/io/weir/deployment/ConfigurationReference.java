package io.weir.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Weir's own settings, as a page for people. */
final class ConfigurationReference {

    private static final List<String> SERVICES =
            List.of("platform-api", "metadata-service", "ingest-worker", "lineage-service");

    private static final String HEAD = """
            # Settings

            What can be set, besides what [Spring Boot](https://docs.spring.io/spring-boot/appendix/application-properties/index.html)
            lets you set in every service. This page is made of the services' own metadata.

            Each service reads its settings from its command line (`--weir.data-dir=/data`), from environment variables, from
            `/run/secrets` with `SPRING_CONFIG_IMPORT=configtree:/run/secrets/` (a file for each setting, named like it), and from
            its own file, the first of these that has it. What every service needs from outside is its database:
            `SPRING_DATASOURCE_URL`, `SPRING_DATASOURCE_USERNAME` and `SPRING_DATASOURCE_PASSWORD`, the last one best as a file.

            | setting | variable | default | services | meaning |
            |---|---|---|---|---|
            """;

    private ConfigurationReference() {}

    static String text() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        Map<String, StringJoiner> services = new TreeMap<>();
        for (String service : SERVICES) {
            KnownProperties.of(service).own().forEach((name, setting) -> {
                settings.putIfAbsent(name, setting);
                services.computeIfAbsent(name, any -> new StringJoiner(", ")).add(service);
            });
        }
        StringBuilder text = new StringBuilder(HEAD);
        settings.forEach((name, setting) -> text.append("| `%s` | `%s` | %s | %s | %s |%n"
                .formatted(
                        name,
                        KnownProperties.variable(name),
                        defaultOf(setting),
                        services.get(name),
                        meaning(setting))));
        return text.toString();
    }

    private static String meaning(JsonNode setting) {
        String text = setting.path("description").asText().replaceAll("\\s+", " ");
        return text.replaceAll("\\{@\\w+ ([^}]*)}", "`$1`").replace("|", "\\|");
    }

    private static String defaultOf(JsonNode setting) {
        JsonNode value = setting.path("defaultValue");
        return value.isMissingNode() ? "" : "`" + (value.isTextual() ? value.asText() : value.toString()) + "`";
    }
}
