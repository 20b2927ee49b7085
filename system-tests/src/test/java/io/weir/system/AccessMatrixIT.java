package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the document, with every kind of token: a new operation is in it by itself. */
@ExtendWith(SharedPlatform.class)
class AccessMatrixIT {

    private static final Set<String> FOR_EVERYBODY = Set.of("getHealth", "getVersion");
    private static final List<String> ADMINISTRATION = List.of(
            "/api/v1/tokens",
            "/api/v1/audit",
            "/api/v1/users",
            "/api/v1/roles",
            "/api/v1/grants",
            "/api/v1/organizations");
    private static final Set<String> FOR_ADMINISTRATORS = Set.of("createToken", "listAudit", "getDetailedHealth");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> READING_WITH_POST = Set.of("createStreamTicket");

    /**
     * @param grant what it says that callers who are bound by grants need; empty where it is closed to them
     * @param answers the statuses that it says it answers with
     */
    private record Operation(String method, String path, String id, String grant, Set<String> answers) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        /** Refused before anything else of the call is looked at. */
        boolean isClosedWithoutGrants() {
            return !isForEverybody() && (grant.isEmpty() || grant.contains(" on ") && !isChecked());
        }

        private boolean isChecked() {
            return !grant.matches("[A-Z]+ on [A-Z_]+ (\\*|\\{\\w+}(\\.\\{\\w+})*)");
        }

        boolean isForEverybody() {
            return FOR_EVERYBODY.contains(id);
        }

        /** The least scope that opens it: 0 READ, 1 WRITE, 2 ADMIN. */
        int scope() {
            if (ADMINISTRATION.stream().anyMatch(path::startsWith)) {
                return 2;
            }
            return READING.contains(method) || READING_WITH_POST.contains(id) ? 0 : 1;
        }

        /** About things that are not there, so that nothing is harmed. */
        String target() {
            return path.replaceAll("\\{[^}]*}", "no-such-thing");
        }
    }

    private static List<Operation> operations(Addresses weir) throws Exception {
        JsonNode paths =
                Http.json(Http.get(weir.gateway() + "/v3/api-docs").body()).path("paths");
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String id = method.getValue().path("operationId").asText();
                String grant = method.getValue().path("x-weir-grant").asText();
                all.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        id,
                        grant,
                        names(method.getValue().path("responses"))));
            }
        }
        return all;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String token(Addresses weir, String name, String scope, String expiry) throws Exception {
        String body = "{\"name\":\"%s\",\"scope\":\"%s\"%s}".formatted(name, scope, expiry);
        HttpResponse<String> made = Http.call("POST", weir.gateway() + "/api/v1/tokens", "application/json", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Http.json(made.body()).path("token").asText();
    }

    private static int status(Addresses weir, Operation operation, String token, AuditTrail trail) throws Exception {
        HttpResponse<String> answer = Http.withToken(operation.method(), weir.gateway() + operation.target(), token);
        trail.add(answer);
        return answer.statusCode();
    }

    /** Who reads the document is prepared for whatever comes. */
    private static void mustBeDeclared(SoftAssertions all, Operation operation, int status) {
        all.assertThat(operation.answers())
                .as("%s answers %s, and says so", operation, status)
                .contains(Integer.toString(status));
    }

    @Test
    void everyOperationAsksForTheRightTokenAndIsAudited(Addresses weir) throws Exception {
        List<String> scopes = List.of(
                token(weir, "matrix-read", "READ", ""),
                token(weir, "matrix-write", "WRITE", ""),
                token(weir, "matrix-admin", "ADMIN", ""));
        List<String> bad = badTokens(weir);
        SoftAssertions all = new SoftAssertions();
        List<Operation> operations = operations(weir);
        assertThat(operations).hasSizeGreaterThan(30);
        AuditTrail trail = new AuditTrail(weir.gateway());
        for (Operation operation : operations) {
            for (String token : bad) {
                boolean open = operation.isForEverybody();
                int status = status(weir, operation, token, trail);
                mustBeDeclared(all, operation, status);
                all.assertThat(status)
                        .as("%s with %s", operation, token.isEmpty() ? "no token" : "a void token")
                        .isEqualTo(open ? 200 : 401);
            }
            for (int scope = 0; scope < scopes.size(); scope++) {
                boolean allowed = scope >= operation.scope() || operation.isForEverybody();
                if (allowed && isEndless(operation)) {
                    continue;
                }
                int status = status(weir, operation, scopes.get(scope), trail);
                mustBeDeclared(all, operation, status);
                all.assertThat(status == 403)
                        .as("%s with scope %s: %s", operation, scope, status)
                        .isEqualTo(!allowed);
                all.assertThat(status).as("%s", operation).isNotEqualTo(401).isLessThan(500);
            }
        }
        all.assertAll();
        trail.expectWhole();
    }

    /** A user without a single grant: what is not refused says nothing of what is there. */
    @Test
    void everyOperationIsClosedToWhoWasGrantedNothing(Addresses weir) throws Exception {
        String user = "{\"name\":\"matrix\"}";
        assertThat(Http.call("POST", weir.gateway() + "/api/v1/users", "application/json", user)
                        .statusCode())
                .isEqualTo(201);
        String token = token(weir, "matrix-user", "WRITE", ",\"user\":\"matrix\"");
        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations(weir)) {
            all.assertThat(operation.grant().isEmpty())
                    .as("%s says what it needs, unless it is for administrators or everybody", operation)
                    .isEqualTo(operation.isForEverybody() || FOR_ADMINISTRATORS.contains(operation.id()));
            HttpResponse<String> answer =
                    Http.withToken(operation.method(), weir.gateway() + operation.target(), token);
            mustBeDeclared(all, operation, answer.statusCode());
            if (operation.isClosedWithoutGrants()) {
                all.assertThat(answer.statusCode())
                        .as("%s: %s", operation, answer.body())
                        .isEqualTo(403);
            } else if (answer.statusCode() == 200 && !operation.isForEverybody()) {
                all.assertThat(Http.json(answer.body()).path("items"))
                        .as("%s: %s", operation, answer.body())
                        .isEmpty();
                all.assertThat(Http.json(answer.body()).has("items"))
                        .as("%s", operation)
                        .isTrue();
            }
        }
        all.assertAll();
    }

    /** Of a table, from its service to the control plane and back: who made it, whom they let in, who has it then. */
    @Test
    void whatSomebodyMakesIsTheirsAndItsGrantsGoWithIt(Addresses weir) throws Exception {
        String maker = user(weir, "matrix-maker");
        String reader = user(weir, "matrix-reader");
        String table = weir.gateway() + "/api/v1/tables/matrix.made";
        String body = "{\"name\":\"matrix.made\",\"schema\":{\"type\":\"struct\",\"fields\":[{\"name\":\"id\","
                + "\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}}";
        HttpResponse<String> lent = grant(weir, "matrix-maker", "MANAGE", "matrix.m*", "");
        await().until(() -> status("GET", weir.gateway() + "/api/v1/tables/matrix.missing", maker, "") == 404);
        String anothers = body.replaceFirst("\\{", "{\"owner\":\"user:matrix-reader\",");
        assertThat(status("POST", weir.gateway() + "/api/v1/tables", maker, anothers))
                .isEqualTo(403);
        assertThat(status("POST", weir.gateway() + "/api/v1/tables", maker, body))
                .isEqualTo(201);
        assertThat(status(
                        "DELETE",
                        weir.gateway() + "/api/v1/grants/"
                                + Http.json(lent.body()).path("id").asText(),
                        "",
                        ""))
                .isEqualTo(204);
        await().until(() -> status("GET", weir.gateway() + "/api/v1/tables/matrix.missing", maker, "") == 403);

        HttpResponse<String> made = Http.withToken("GET", table, maker);
        assertThat(Http.json(made.body()).path("owner").asText()).isEqualTo("user:matrix-maker");
        assertThat(grant(weir, "matrix-reader", "SELECT", "matrix.made", maker).statusCode())
                .isEqualTo(201);
        await().until(() -> status("GET", table, reader, "") == 200);
        String other = "{\"owner\":\"user:matrix-reader\"}";
        assertThat(status("PUT", table + "/owner", reader, other)).isEqualTo(403);
        assertThat(status("PUT", table + "/owner", maker, other)).isEqualTo(200);
        assertThat(status("GET", table, maker, "")).isEqualTo(403);
        assertThat(status("DELETE", table + "?purge=true", reader, "")).isEqualTo(204);
        // Who had the grant still would be told that there is no such table.
        await().until(() -> status("GET", table, reader, "") == 403);
    }

    /** A user with a role of its own name, and a token of its. */
    private static String user(Addresses weir, String name) throws Exception {
        String named = "{\"name\":\"" + name + "\"";
        assertThat(status("POST", weir.gateway() + "/api/v1/roles", "", named + "}"))
                .isEqualTo(201);
        assertThat(status("POST", weir.gateway() + "/api/v1/users", "", named + ",\"roles\":[\"" + name + "\"]}"))
                .isEqualTo(201);
        return token(weir, name, "WRITE", ",\"user\":\"" + name + "\"");
    }

    private static HttpResponse<String> grant(Addresses weir, String role, String privilege, String table, String token)
            throws Exception {
        String body = "{\"role\":\"%s\",\"privilege\":\"%s\",\"kind\":\"TABLE\",\"name\":\"%s\"}"
                .formatted(role, privilege, table);
        return send("POST", weir.gateway() + "/api/v1/grants", token, body);
    }

    private static int status(String method, String uri, String token, String body) throws Exception {
        return send(method, uri, token, body).statusCode();
    }

    /** With this token, or as the administrator where it is empty. */
    private static HttpResponse<String> send(String method, String uri, String token, String body) throws Exception {
        return token.isEmpty()
                ? Http.call(method, uri, "application/json", body)
                : Http.withToken(method, uri, token, body);
    }

    /** An answer that ends when the caller leaves. */
    private static boolean isEndless(Operation operation) {
        return operation.id().startsWith("stream");
    }

    /** None, expired, revoked, and one that was never given. */
    private static List<String> badTokens(Addresses weir) throws Exception {
        String expiry = ",\"expiresAt\":\"%s\"".formatted(Instant.now().plusSeconds(5));
        String expired = token(weir, "matrix-expired", "ADMIN", expiry);
        String revoked = token(weir, "matrix-revoked", "ADMIN", "");
        assertThat(Http.call("DELETE", weir.gateway() + "/api/v1/tokens/matrix-revoked", "application/json", "")
                        .statusCode())
                .isEqualTo(204);
        await().until(() -> Http.withToken("GET", weir.gateway() + "/api/v1/stores", expired)
                        .statusCode()
                == 401);
        return Stream.of("", expired, revoked, "weir_000000000000_" + "A".repeat(43))
                .toList();
    }
}
