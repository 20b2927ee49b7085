package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The grant that the document names for an operation opens it, and no other does: a new operation is in it by itself. */
@ExtendWith(SharedPlatform.class)
class GrantMatrixIT {

    /** As in {@code MANAGE on SCHEMA {database}.{schema}} or {@code SELECT on JOB *}; others are looked at by tests of their own. */
    private static final Pattern NAMED = Pattern.compile("([A-Z]+) on ([A-Z_]+) (?:\\*|\\{\\w+}(?:\\.\\{\\w+})*)");

    /** As in {@code MANAGE on STORE of the name, USAGE on SECRET that it refers to}: the first that it needs. */
    private static final Pattern SAID = Pattern.compile("([A-Z]+) on (?:every )?([A-Z][A-Z_]+)\\b.*");

    /** Open to all, and told what they may see. */
    private static final String LIST = "lists what the caller has a grant on";

    /** What is no matter of a grant on a kind alone, by the test that holds it. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("canI", "AccessTest"),
            Map.entry("listGrants", "AccessTest"),
            Map.entry("getGrant", "AccessTest"),
            Map.entry("deleteGrant", "AccessTest"),
            Map.entry("listAudit", "IdentityTest"),
            Map.entry("createToken", "IdentityTest"),
            Map.entry("getHealth", "IdentityTest"),
            Map.entry("getDetailedHealth", "DetailedHealthTest"),
            Map.entry("getVersion", "IdentityTest"));

    /** What is said in words that name no kind: somebody who has nothing is refused, no more is tried here. */
    private static final Set<String> IN_WORDS = Set.of("createGrant", "updateFunctionSource");

    /** What a grant of these does not open, of the same kind. */
    private static final Map<String, List<String>> LESS = Map.of(
            "SELECT", List.of("USAGE", "INSERT"),
            "INSERT", List.of("USAGE", "SELECT"),
            "MANAGE", List.of("USAGE", "SELECT", "INSERT"),
            "OWNERSHIP", List.of("USAGE", "SELECT", "INSERT", "MANAGE"));

    /** What is granted on these holds for what is in them. */
    private static final Map<String, List<String>> CONTAINERS = Map.of(
            "SCHEMA", List.of("DATABASE"),
            "TABLE", List.of("DATABASE", "SCHEMA"),
            "RELATION", List.of("DATABASE", "SCHEMA"));

    private record Operation(String method, String path, String privilege, String kind) {

        /** About things that are not there, so that nothing is harmed. */
        String target() {
            return path.replaceAll("\\{[^}]*}", "no-such-thing");
        }

        @Override
        public String toString() {
            return method + " " + path + " with " + privilege + " on " + kind;
        }
    }

    /** Who has what: the token of a user whose role has just these grants. All tests make them on one platform. */
    private static final Map<Set<String>, String> TOKENS = new ConcurrentHashMap<>();

    private final Addresses weir;

    GrantMatrixIT(Addresses weir) {
        this.weir = weir;
    }

    private List<Operation> operations() throws Exception {
        List<Operation> all = new ArrayList<>();
        JsonNode paths =
                Http.json(Http.get(weir.gateway() + "/v3/api-docs").body()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                Matcher needed =
                        NAMED.matcher(method.getValue().path("x-weir-grant").asText());
                boolean ends = !method.getValue().path("operationId").asText().startsWith("stream");
                if (needed.matches() && ends) {
                    all.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT), path.getKey(), needed.group(1), needed.group(2)));
                }
            }
        }
        return all;
    }

    /** An operation whose grant depends on its body, which is that of its example. */
    private record Said(Operation operation, String body) {}

    /** Those of the document that the matrix of names leaves out; a new one is in it by itself, or is nobody's. */
    private List<Said> said() throws Exception {
        List<Said> all = new ArrayList<>();
        List<String> nobodys = new ArrayList<>();
        JsonNode paths =
                Http.json(Http.get(weir.gateway() + "/v3/api-docs").body()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode node = method.getValue();
                String id = node.path("operationId").asText();
                String grant = node.path("x-weir-grant").asText();
                Matcher needed = SAID.matcher(grant);
                boolean isSaid = needed.matches();
                boolean isHeld = NAMED.matcher(grant).matches() || grant.equals(LIST) || ELSEWHERE.containsKey(id);
                if (isHeld || id.startsWith("stream")) {
                    continue;
                }
                if (isSaid || IN_WORDS.contains(id)) {
                    String verb = method.getKey().toUpperCase(Locale.ROOT);
                    Operation operation = new Operation(
                            verb, path.getKey(), isSaid ? needed.group(1) : "", isSaid ? needed.group(2) : "");
                    JsonNode json = node.at("/requestBody/content/application~1json");
                    JsonNode example = json.has("example")
                            ? json.get("example")
                            : json.path("examples").path(0).path("value");
                    all.add(new Said(operation, example.isMissingNode() ? "" : example.toString()));
                } else {
                    nobodys.add(id + ": " + grant);
                }
            }
        }
        assertThat(nobodys).as("operations whose grants no test holds").isEmpty();
        return all;
    }

    private JsonNode make(String path, String body) throws Exception {
        HttpResponse<String> made = Http.call("POST", weir.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
        return Http.json(made.body());
    }

    /** @param grants each a privilege, a kind and a name */
    private String token(Set<String> grants) throws Exception {
        String known = TOKENS.get(grants);
        if (known != null) {
            return known;
        }
        String name = "\"name\":\"granted-" + TOKENS.size() + "\"";
        make("/roles", "{" + name + "}");
        make("/users", "{" + name + ",\"roles\":[\"granted-" + TOKENS.size() + "\"]}");
        for (String grant : grants) {
            String[] words = grant.split(" ");
            make(
                    "/grants",
                    "{\"role\":\"granted-%d\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\"}"
                            .formatted(TOKENS.size(), words[0], words[1], words[2]));
        }
        String user = ",\"scope\":\"WRITE\",\"user\":\"granted-" + TOKENS.size() + "\"";
        String token = make("/tokens", "{" + name + user + "}").path("token").asText();
        TOKENS.put(grants, token);
        return token;
    }

    private int status(Operation operation, Set<String> grants) throws Exception {
        return Http.withToken(operation.method(), weir.gateway() + operation.target(), token(grants))
                .statusCode();
    }

    /** All of everything else, and of this kind another thing and what is less. */
    private static Set<String> others(Operation operation, Set<String> kinds) {
        Set<String> others = new LinkedHashSet<>();
        for (String kind : kinds) {
            boolean opens = kind.equals(operation.kind())
                    || CONTAINERS.getOrDefault(operation.kind(), List.of()).contains(kind);
            others.add("OWNERSHIP " + kind + (opens ? " another.thing" : " *"));
        }
        LESS.getOrDefault(operation.privilege(), List.of())
                .forEach(privilege -> others.add(privilege + " " + operation.kind() + " *"));
        return others;
    }

    @Test
    void whatTheDocumentSaysThatACallNeedsOpensItAndNothingElseDoes() throws Exception {
        List<Operation> operations = operations();
        Map<String, Integer> kinds = new TreeMap<>();
        operations.forEach(operation -> kinds.merge(operation.kind(), 1, Integer::sum));
        assertThat(kinds).hasSizeGreaterThan(12);
        assertThat(operations).hasSizeGreaterThan(100);
        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations) {
            all.assertThat(status(operation, Set.of(operation.privilege() + " " + operation.kind() + " *")))
                    .as("%s: what it needs", operation)
                    .isNotIn(401, 403)
                    .isLessThan(500);
            all.assertThat(status(operation, others(operation, kinds.keySet())))
                    .as("%s: everything else", operation)
                    .isEqualTo(403);
        }
        all.assertAll();
    }

    /** With a body that is well formed, so that it is the grant that is missing, and not a field. */
    @Test
    void whatTheDocumentSaysInWordsIsClosedToWhoHasEverythingElse() throws Exception {
        Set<String> kinds = new TreeSet<>();
        operations().forEach(operation -> kinds.add(operation.kind()));
        SoftAssertions all = new SoftAssertions();
        List<Said> operations = said();
        for (Said said : operations) {
            closed(all, said, Set.of());
            if (!said.operation().kind().isEmpty()) {
                closed(all, said, others(said.operation(), kinds));
            }
        }
        all.assertAll();
        assertThat(operations).hasSizeGreaterThan(15);
    }

    private void closed(SoftAssertions all, Said said, Set<String> grants) throws Exception {
        HttpResponse<String> answer = Http.withToken(
                said.operation().method(), weir.gateway() + said.operation().target(), token(grants), said.body());
        all.assertThat(answer.statusCode())
                .as("%s of who has %s: %s", said, grants, answer.body())
                .isEqualTo(403);
    }
}
