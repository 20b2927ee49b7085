package io.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.architecture.Calls.Line;
import io.weir.architecture.Calls.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diagrams that nobody draws cannot tell of yesterday's code. */
class ArchitecturePagesTest {

    private static final Pattern MADE =
            Pattern.compile("(<!-- made from the code: ([\\w-]+) -->\\n).*?(<!-- end -->\\n)", Pattern.DOTALL);

    private static Map<String, String> diagrams = Map.of();

    @BeforeAll
    static void readTheCode() throws IOException {
        diagrams = new Diagrams().all();
    }

    /** A page that does not show what the code is is made anew: copy the file of {@code system-tests/target} over it. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/architecture.md", "docs/packages.md"})
    void aPageShowsWhatTheCodeIs(String name) throws IOException {
        Path page = Source.HOME.resolve(name);
        String text = MADE.matcher(Files.readString(page))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                        + diagrams.getOrDefault(found.group(2), "nothing has this name\n")
                        + found.group(3)));
        Path made = Source.HOME.resolve("system-tests/target").resolve(page.getFileName());
        Files.writeString(Files.createDirectories(made.getParent()).resolve(made.getFileName()), text);

        assertThat(text).contains("<!-- end -->").doesNotContain("nothing has this name");
        assertThat(page).hasContent(text);
    }

    @Test
    void everyDiagramIsOnAPage() throws IOException {
        String pages = Files.readString(Source.HOME.resolve("docs/architecture.md"))
                + Files.readString(Source.HOME.resolve("docs/packages.md"));
        assertThat(diagrams.keySet()).isNotEmpty().allMatch(name -> pages.contains("code: " + name + " -->"));
    }

    /** What the code does is found, by each of the ways in which it may say so. */
    @Test
    void callsOfEachWayAreFound() throws IOException {
        Map<Line, ?> calls = Calls.between(ServiceFacts.read());

        assertThat(calls.get(new Line("platform", "metadata", Way.PASSES)))
                .asString()
                .contains("/api/v1/tables/**");
        assertThat(calls.get(new Line("platform", "lineage", Way.ASKS)))
                .asString()
                .contains("health, openapi, runs");
        assertThat(calls.get(new Line("ingest", "metadata", Way.ASKS))).hasToString("[commits, schemas, tables]");
        assertThat(calls.get(new Line("ingest", "platform", Way.ASKS))).hasToString("[grants, secrets, stores]");
        assertThat(calls.get(new Line("lineage", "platform", Way.ASKS))).hasToString("[grants]");
        assertThat(calls.get(new Line("metadata", "lineage", Way.TELLS)))
                .hasToString("[/api/v1/jobs/register-snapshot]");
        assertThat(calls.get(new Line("metadata", "platform", Way.TELLS))).hasToString("[/internal/v1/removals]");
        assertThat(calls.keySet())
                .noneMatch(line -> line.to().equals("lineage") && line.from().equals("lineage"));
    }

    /** A source or a target that nobody drew. */
    @Test
    void everyPlaceOutsideIsDrawn() throws IOException {
        List<String> drawn = Outside.ALL.stream().map(Outside::place).toList();
        assertThat(Outside.places()).hasSize(5).isSubsetOf(drawn);
        assertThat(drawn).allMatch(place -> {
            String service = place.contains(".ingest.") ? "ingest-worker" : "metadata-service";
            return Files.isDirectory(
                    Source.HOME.resolve(service).resolve("src/main/java").resolve(place.replace('.', '/')));
        });
    }

    @Test
    void arrowsThatFollowFromOthersAreLeftOut() {
        Layers layers = new Layers();
        layers.put("a", List.of("b", "c"));
        layers.put("b", List.of("c"));
        StringBuilder drawn = new StringBuilder();

        layers.forEachDirect((from, to) -> drawn.append(from).append(to).append(' '));

        assertThat(drawn).hasToString("ab bc ");
    }

    @Test
    void whatOnlyACommentNamesIsNotUsed() {
        Source source = Source.of(
                "io/weir/A.java",
                "import io.weir.b.B;\nimport io.weir.c.C;\n/** {@link B} */ class A { C c = \"/* C */\"; }");

        assertThat(source.imports()).containsExactly("io.weir.c.C");
        assertThat(source.code()).contains("\"/* C */\"").doesNotContain("link");
    }
}
