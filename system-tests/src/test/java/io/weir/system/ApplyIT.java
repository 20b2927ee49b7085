package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One of each kind is declared in a file, made, left alone and changed on a platform as it is. */
@ExtendWith(SharedPlatform.class)
class ApplyIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is changed afterwards is in brackets: before and after. */
    private static final String EVERY_KIND = """
            {kind: Secret, name: every-secret, spec: {valueFrom: {file: password}}}
            ---
            {kind: Store, name: every-broker, spec: {kind: KAFKA, properties: {bootstrapServers: '127.0.0.1:PORT'}}}
            ---
            {kind: Store, name: every-lake, spec: {kind: DUCKDB, properties: {path: [every.duckdb|every-other.duckdb]}}}
            ---
            {kind: Topic, name: every-orders, spec: {store: every-broker, partitions: [2|3]}}
            ---
            {kind: Database, name: every_shop, spec: {comment: [All we sell|All that we sell], properties: {team: a}}}
            ---
            {kind: Schema, name: sales, spec: {database: every_shop, comment: [Sold|Was sold]}}
            ---
            kind: Table
            name: every_shop.sales.returns
            spec:
              description: [Came back|What came back]
              schema:
                type: struct
                fields:
                  - {name: id, type: long, nullable: true, metadata: {}}
                  - {name: at, type: timestamp, nullable: true, metadata: {}}
              properties: {team: night}
            ---
            {kind: Role, name: every-reader, spec: {description: [May look|May look and read]}}
            ---
            {kind: Role, name: every-clerk, spec: {roles: [[every-reader]|[]]}}
            ---
            {kind: User, name: every-ann, spec: {roles: [[every-clerk]|[every-reader]], properties: {team: night}}}
            ---
            {kind: Organization, name: every-team, spec: {comment: [Ours|All of ours], properties: {team: night}}}
            ---
            {kind: Grant, name: every.*, spec: {role: every-reader, kind: TABLE, privilege: SELECT}}
            ---
            {kind: Pool, name: every-pool, spec: {size: SMALL, maxUnits: [2|3], autoSuspendMinutes: 30}}
            ---
            {kind: Descriptor, name: every-descriptor, spec: {contentFrom: {file: shop.desc}, comment: [One|Two]}}
            ---
            {kind: FunctionSource, name: every-jar, spec: {contentFrom: {file: twice.jar}, comment: [One|Two]}}
            ---
            {kind: Function, name: every_gross, spec: {parameters: [price], body: 'price * [1.19|1.2]'}}
            ---
            kind: Function
            name: every_twice
            spec: {parameters: [number], javaMethod: {source: every-jar, className: com.example.Twice, method: of}}
            ---
            kind: Relation
            name: every_shop.sales.orders
            spec:
              kind: STREAM
              source: {store: every-broker, topic: every-orders}
              columns: [{name: id, type: BIGINT}, {name: price, type: 'DECIMAL(18,2)'}]
              comment: [Orders|All orders]
            ---
            kind: Pipeline
            name: every-orders
            spec:
              source: {relation: every_shop.sales.orders}
              target: {warehouse: {store: every-lake, table: orders}, delta: {table: every_shop.sales.sold, partitionBy: [id]}}
              pool: every-pool
              batch: {maxRows: [100|200]}
              transform: 'SELECT id, every_gross(price) AS price FROM input'
            ---
            {kind: Content, name: every_shop, spec: {organization: every-team, kind: DATABASE}}
            ---
            {kind: Content, name: every-orders, spec: {organization: every-team, kind: PIPELINE}}
            """;

    private static final Pattern CHANGED = Pattern.compile("\\[(\\[[^]|]*]|[^\\[\\]|]*)\\|(\\[[^]|]*]|[^\\[\\]|]*)]");

    private static final String ALLOWED = "allowed: ";

    /** What a change would be of is what it says. */
    private static final List<String> FIXED = List.of("Secret", "Grant", "Content");

    @TempDir
    Path folder;

    private final Addresses weir;

    ApplyIT(Addresses weir) {
        this.weir = weir;
    }

    /** @param group 1 for what is first, 2 for what it becomes */
    private String declared(int group) {
        return CHANGED.matcher(EVERY_KIND)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(group)))
                .replace("PORT", Integer.toString(weir.port() + 4));
    }

    private WeirProcess weir(String... arguments) throws Exception {
        return WeirProcess.in(folder, Map.of("WEIR_URL", weir.gateway(), "WEIR_TOKEN", weir.token()), arguments);
    }

    /** The actions by resource. */
    private Map<String, String> apply(String content, String... more) throws Exception {
        Files.writeString(folder.resolve("every.yaml"), content);
        List<String> arguments = new ArrayList<>(List.of("apply", "-f", "every.yaml", "--json"));
        arguments.addAll(List.of(more));
        try (WeirProcess process = weir(arguments.toArray(String[]::new))) {
            assertThat(process.exitCode(PATIENCE)).as(process.toString()).isZero();
            Map<String, String> actions = new TreeMap<>();
            for (String line : process.output().lines().toList()) {
                JsonNode change = Http.json(line);
                actions.put(
                        change.path("kind").asText() + " " + change.path("name").asText(),
                        change.path("action").asText());
            }
            return actions;
        }
    }

    /** The kinds that a file may have, as the program says them. */
    private List<String> kinds() throws Exception {
        Files.writeString(folder.resolve("none.yaml"), "{kind: Nothing, name: a}");
        try (WeirProcess process = weir("apply", "-f", "none.yaml")) {
            assertThat(process.exitCode(PATIENCE)).isEqualTo(1);
            return Arrays.asList(process.errors()
                    .lines()
                    .filter(line -> line.contains(ALLOWED))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*" + ALLOWED, "")
                    .split(", "));
        }
    }

    @Test
    void oneOfEachKindIsMadeOnceLeftAloneAndChanged() throws Exception {
        Files.writeString(folder.resolve("password"), PlantedSecrets.PLANTED);
        Files.write(folder.resolve("shop.desc"), Base64.getDecoder().decode(ResourcesIT.DESCRIPTORS));
        Files.write(folder.resolve("twice.jar"), ExampleJar.bytes());
        assertThat(CHANGED.matcher(EVERY_KIND).results()).hasSize(15);

        Map<String, String> trial = apply(declared(1), "--dry-run");
        Map<String, String> made = apply(declared(1));
        Map<String, String> again = apply(declared(1));
        Map<String, String> changed = apply(declared(2));
        Map<String, String> changedAgain = apply(declared(2));

        assertThat(made).isEqualTo(trial).allSatisfy((name, action) -> assertThat(action)
                .isEqualTo("created"));
        assertThat(again.entrySet())
                .as("nothing is written otherwise than it is answered")
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isEqualTo("unchanged"));
        assertThat(changed.entrySet()).allSatisfy(each -> assertThat(each.getValue())
                .as(each.getKey())
                .isEqualTo(isChanged(each.getKey()) ? "changed" : "unchanged"));
        assertThat(changedAgain.values()).containsOnly("unchanged");
        assertThat(made.keySet().stream().map(name -> name.replaceFirst(" .*", "")))
                .containsAll(kinds());
    }

    private static boolean isChanged(String resource) {
        return FIXED.stream().noneMatch(resource::startsWith)
                && !resource.equals("Store every-broker")
                && !resource.equals("Function every_twice");
    }
}
