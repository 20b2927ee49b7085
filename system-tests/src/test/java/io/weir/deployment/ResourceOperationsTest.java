package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever can be made can be listed, got, changed, handed over and deleted; here is what cannot, and why. */
class ResourceOperationsTest {

    private static final Map<String, String> WITHOUT = Map.of(
            "update of /api/v1/grants", "a grant is what it says: another one is another grant",
            "owner of /api/v1/grants", "it is the role's, and revoked by whoever may hand it out",
            "update of /api/v1/events/webhooks",
                    "how far one was told belongs to its address: another one is another webhook",
            "owner of /api/v1/events/webhooks", "they are administrators'",
            "owner of /api/v1/stores/{store}/topics",
                    "a broker knows of none: who may do what is a matter of the store");

    private static JsonNode paths;

    @BeforeAll
    static void read() throws IOException {
        Path document = Compose.home().resolve("clients/openapi.json");
        paths = new ObjectMapper().readTree(Files.readString(document)).path("paths");
    }

    /** A path that things are made at, and the path of one of them. */
    private record Resource(String path, JsonNode all, String itemPath, JsonNode item) {

        List<String> missing() {
            List<String> missing = new ArrayList<>();
            lack(missing, "list", takes(all.path("get"), "limit") && takes(all.path("get"), "pageToken"));
            lack(missing, "get", item.has("get"));
            lack(missing, "update", takes(item.path("patch"), "If-Match"));
            lack(missing, "delete", item.has("delete"));
            lack(missing, "owner", paths.path(itemPath + "/owner").has("put"));
            return missing;
        }

        private void lack(List<String> missing, String operation, boolean there) {
            if (!there) {
                missing.add(operation + " of " + path);
            }
        }

        private static boolean takes(JsonNode operation, String parameter) {
            return operation.path("parameters").findValuesAsText("name").contains(parameter);
        }
    }

    private static List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        paths.properties().forEach(path -> {
            Pattern one = Pattern.compile(Pattern.quote(path.getKey()) + "/\\{\\w+}");
            boolean makes = path.getValue().path("post").path("responses").has("201");
            paths.properties().stream()
                    .filter(item -> makes && one.matcher(item.getKey()).matches())
                    .forEach(item -> resources.add(
                            new Resource(path.getKey(), path.getValue(), item.getKey(), item.getValue())));
        });
        return resources;
    }

    @Test
    void eachHasAllOfThemOrAReason() {
        assertThat(resources()).hasSizeGreaterThan(15);
        assertThat(resources().stream().flatMap(resource -> resource.missing().stream()))
                .containsExactlyInAnyOrderElementsOf(WITHOUT.keySet());
    }
}
