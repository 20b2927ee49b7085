package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What pages say and what can be held against the repository without running anything. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#([\\w-]+))?\\)");
    private static final Pattern ROUTE = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/api/v1/[^`?\\s]*)");
    private static final Pattern PROFILE = Pattern.compile("--profile (\\w+)");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
                Path target = page.resolveSibling(link.group(1));
                if (!Files.exists(target) || !hasAnchor(target, link.group(2))) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean hasAnchor(Path page, String anchor) throws IOException {
        return anchor == null
                || Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                        .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                        .anyMatch(anchor::equals);
    }

    /** Every route that a page names is one of the API document, whatever stands for its parameters. */
    @Test
    void everyRouteIsServed() throws IOException {
        JsonNode paths = new ObjectMapper()
                .readTree(Compose.home().resolve("clients/openapi.json").toFile())
                .get("paths");
        List<String> unknown = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (Matcher route = ROUTE.matcher(Files.readString(page)); route.find(); ) {
                if (!isServed(paths, route.group(1).toLowerCase(Locale.ROOT), route.group(2))) {
                    unknown.add(page.getFileName() + ": " + route.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isServed(JsonNode paths, String method, String path) {
        for (Map.Entry<String, JsonNode> known : paths.properties()) {
            String pattern = known.getKey().replaceAll("\\{[^}]+}", "[^/]+");
            if (known.getValue().has(method) && path.matches(pattern)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyProfileIsOneOfTheComposeFile() throws IOException {
        String compose = Files.readString(Compose.home().resolve("docker-compose.yml"));
        for (String command : Pages.commands("docker compose")) {
            for (Matcher profile = PROFILE.matcher(command); profile.find(); ) {
                assertThat(compose).as(command).contains("profiles: [" + profile.group(1) + "]");
            }
        }
    }

    @Test
    void everyScriptIsThere() throws IOException {
        assertThat(Pages.commands("compose/"))
                .isNotEmpty()
                .allMatch(command -> Files.isExecutable(Compose.home().resolve(command.split(" ")[0])));
    }
}
