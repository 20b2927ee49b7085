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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What pages say and what can be held against the repository without running anything. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#([\\w-]+))?\\)");
    private static final Pattern ROUTE = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/api/v1/[^`?\\s]*)");
    private static final Pattern PROFILE = Pattern.compile("--profile (\\w+)");

    private static final Pattern VARIABLES = Pattern.compile("^(?:\\w+=(?:\"[^\"]*\"|\\S)+(?: +|$))+");
    private static final Pattern NAME = Pattern.compile("(?:^| )(\\w+)=");

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

    /**
     * Programs whose commands are run, or held against what they name: by this test, {@code ComposeTest}, {@code DatabaseTlsTest},
     * the tests of the chart and, for what {@code ./weir} and {@code curl} are told, {@code DocumentedAdministrationIT}. And words
     * of the shell.
     */
    private static final Set<String> CHECKED = Set.of(
            "./weir",
            "psql",
            "pg_basebackup",
            "compose/make-secrets.sh",
            "docker",
            "helm",
            "kubectl",
            "curl",
            "export",
            "for",
            "done");

    private static List<Path> operations() throws IOException {
        return Pages.all().stream()
                .filter(page -> page.toString().contains("operations"))
                .toList();
    }

    @Test
    void everyCommandForOperatorsIsCheckedBySomebody() throws IOException {
        List<String> unchecked = new ArrayList<>();
        for (Path page : operations()) {
            for (String line : Pages.lines(page)) {
                String program = VARIABLES.matcher(line).replaceFirst("").split(" ")[0];
                if (!program.isEmpty() && !CHECKED.contains(program)) {
                    unchecked.add(page.getFileName() + ": " + line);
                }
            }
        }
        assertThat(unchecked).isEmpty();
    }

    /** What is set for a command, or shown alone as what to set, is a setting of a service or of the program. */
    @Test
    void everyVariableIsOneThatSomebodyReads() throws IOException {
        String read = Files.readString(Compose.home().resolve("docs/configuration.md"))
                + "`WEIR_URL` `WEIR_TOKEN`"
                + Files.readString(Compose.home().resolve("docker-compose.yml")).replaceAll("\\$\\{(\\w+)", "`$1`");
        List<String> unread = new ArrayList<>();
        for (Path page : operations()) {
            for (String line : Pages.lines(page)) {
                Matcher variables = VARIABLES.matcher(line);
                String set = variables.find() ? variables.group() : "";
                for (Matcher name = NAME.matcher(set); name.find(); ) {
                    if (!read.contains("`" + name.group(1) + "`")) {
                        unread.add(page.getFileName() + ": " + name.group(1));
                    }
                }
            }
        }
        assertThat(unread).isEmpty();
    }

    /** Docker's own words, and services that the file has. */
    @Test
    void everyCommandOfComposeIsUnderstood() throws IOException {
        Map<String, List<String>> options =
                Map.of("up", List.of("--build", "--wait"), "down", List.of("--volumes"), "logs", List.of("--follow"));
        Compose compose = Compose.read();
        int checked = 0;
        for (Path page : Pages.all()) {
            for (String line : Pages.lines(page)) {
                String command = VARIABLES.matcher(line).replaceFirst("");
                if (command.startsWith("docker compose ")) {
                    checked++;
                    List<String> words = List.of(PROFILE.matcher(command.substring("docker compose ".length()))
                            .replaceAll("")
                            .strip()
                            .split(" +"));
                    assertThat(options).as(line).containsKey(words.get(0));
                    assertThat(words.subList(1, words.size()))
                            .as(line)
                            .allMatch(word -> word.startsWith("-")
                                    ? options.get(words.get(0)).contains(word)
                                    : compose.services().containsKey(word));
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(5);
    }

    /** The options of PostgreSQL's program for base backups, as its manual has them. */
    @Test
    void theBaseBackupIsAskedForAsItsManualSays() throws IOException {
        assertThat(Pages.commands("pg_basebackup"))
                .isNotEmpty()
                .allMatch(command -> command.matches(
                        "pg_basebackup|pg_basebackup --pgdata=/\\S+ --wal-method=stream --checkpoint=fast"));
    }
}
