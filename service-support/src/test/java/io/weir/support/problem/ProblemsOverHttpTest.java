package io.weir.support.problem;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsOverHttpTest {

    private static ProbeService.Running service;
    private static Asking asking;

    @BeforeAll
    static void start() {
        service = ProbeService.start("--weir.web.max-body-bytes=2000");
        asking = service.asking();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aGoodRequestIsAnswered() {
        HttpResponse<String> answer = things("""
                {"name":"a","kind":"KAFKA","count":1,"labels":["x"],"properties":{"p":null}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"labels\":[\"x\"]").doesNotContain("since");
    }

    @Test
    void whatIsNotJsonIsToldWithItsPlace() {
        JsonNode problem = problem(things("{\"name\":\"a\",\n  oops}"), 400, "malformed-request");
        assertThat(problem.get("line").asInt()).isEqualTo(2);
        assertThat(problem.get("detail").asString()).contains("line 2, column", "not JSON");
        JsonNode cutOff = problem(things("{\"name\":\"a\""), 400, "malformed-request");
        assertThat(cutOff.get("detail").asString())
                .isEqualTo(
                        "The body is not JSON at line 1, column 12: Unexpected end-of-input: expected close marker for Object");
        problem(things(""), 400, "malformed-request");
        problem(things("[]"), 400, "malformed-request");
        problem(things(thing("\"count\":1") + " trailing"), 400, "malformed-request");
    }

    /** A few bytes would become megabytes. */
    @Test
    void aNumberThatIsMadeToCostMuchIsMalformed() {
        problem(things(thing("\"count\":1e999999999")), 400, "malformed-request");
        problem(things(thing("\"count\":1" + "0".repeat(1_500))), 400, "malformed-request");
    }

    /** Or a stack that overflows. */
    @Test
    void aBodyThatIsNestedWithoutEndIsMalformed() {
        for (String opening : List.of("[", "{\"a\":", "{\"source\":", "{\"properties\":{\"p\":[")) {
            problem(things(opening.repeat(1_900 / opening.length())), 400, "malformed-request");
        }
    }

    @Test
    void whatIsBeyondAnyBodyIsToldWithItsBound() {
        String levels = "\"count\":1,\"settings\":{\"a\":";
        JsonNode deep = problem(things(thing(levels + "[".repeat(600))), 400, "malformed-request");
        assertThat(deep.path("detail").asString())
                .isEqualTo("settings.a nests too deep: up to 500 objects and arrays within each other are read.");
        assertThat(deep.at("/errors/0/field").asString()).isEqualTo("settings.a");
        assertThat(error(thing(levels + "1" + "0".repeat(1_500) + "}"), "settings")
                        .path("allowed")
                        .asString())
                .isEqualTo("numbers of up to 1000 digits");
        assertThat(things(thing(levels + "[".repeat(498) + "]".repeat(498) + "}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownFieldIsNamedWithTheKnownOnes() {
        JsonNode error = error(thing("\"count\":1,\"source\":{\"topik\":\"t\",\"topic\":\"t\"}"), "source.topik");
        assertThat(error.get("message").asString()).isEqualTo("is not a known field");
        assertThat(error.get("allowed").asString()).isEqualTo("partitions, topic");
    }

    @Test
    void aValueThatDoesNotFitIsNamedWithWhatWould() {
        JsonNode kind = error("{\"name\":\"a\",\"kind\":\"RABBIT\",\"count\":1,\"labels\":[]}", "kind");
        assertThat(kind.get("found").asString()).isEqualTo("RABBIT");
        assertThat(kind.get("allowed").asString()).isEqualTo("KAFKA, DUCKDB");
        assertThat(error("{\"name\":\"a\",\"kind\":1,\"count\":1,\"labels\":[]}", "kind")
                        .get("allowed")
                        .asString())
                .isEqualTo("KAFKA, DUCKDB");
        assertThat(error(thing("\"count\":\"many\""), "count").get("allowed").asString())
                .isEqualTo("a whole number");
        assertThat(error(thing("\"count\":1,\"since\":\"soon\""), "since")
                        .get("allowed")
                        .asString())
                .contains("date-time");
        assertThat(error(thing("\"count\":1,\"source\":{\"topic\":[1]}"), "source.topic")
                        .get("allowed")
                        .asString())
                .isEqualTo("a text");
    }

    /** The last of the two would count, and nobody be told. */
    @Test
    void aFieldThatIsThereTwiceIsNamed() {
        for (var twice : Map.of(
                        "\"count\":1,\"name\":\"b\"", "name",
                        "\"count\":1,\"source\":{\"topic\":\"a\",\"topic\":\"b\"}", "source.topic",
                        "\"count\":1,\"properties\":{\"p\":\"1\",\"p\":null}", "properties.p")
                .entrySet()) {
            JsonNode problem = problem(things(thing(twice.getKey())), 422, "invalid-request");
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo(twice.getValue());
            assertThat(problem.path("detail").asString()).isEqualTo(twice.getValue() + ": is there twice");
        }
    }

    /** What a number is as a text, or how much is 1.7, would be guessed at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":7,"kind":"KAFKA","count":1,"labels":[]}                              | name         | a text
            {"name":true,"kind":"KAFKA","count":1,"labels":[]}                           | name         | a text
            {"name":"a","kind":"KAFKA","count":1,"labels":["b",1.5]}                     | labels[1]    | a text
            {"name":"a","kind":"KAFKA","count":1,"labels":[],"properties":{"p":1}}       | properties.p | a text
            {"name":"a","kind":"KAFKA","count":1.7,"labels":[]}                          | count        | a whole number
            {"name":"a","kind":"KAFKA","count":true,"labels":[]}                         | count        | a whole number
            {"name":"a","kind":"","count":1,"labels":[]}                                 | kind         | KAFKA, DUCKDB
            """)
    void aValueOfAnotherKindIsNotMadeToFit(String body, String field, String allowed) {
        JsonNode error = error(body, field);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("allowed").asString()).isEqualTo(allowed);
    }

    /** JSON can say it and UTF-8 cannot: another text would be kept, or none. */
    @Test
    void halfACharacterIsNoText() {
        for (String half : List.of("\\ud800", "a\\udc00b")) {
            assertThat(error(thing("\"count\":1,\"source\":{\"topic\":\"" + half + "\"}"), "source.topic")
                            .path("message")
                            .asString())
                    .isEqualTo("has half of a surrogate pair");
            problem(things(thing("\"count\":1,\"" + half + "\":1")), 400, "malformed-request");
        }
        assertThat(things(thing("\"count\":1,\"source\":{\"topic\":\"\\ud83d\\ude00\"}"))
                        .body())
                .contains("\ud83d\ude00");
    }

    @Test
    void whatMayNotBeNullMustBeThere() {
        assertThat(error("{\"name\":\"a\",\"kind\":\"KAFKA\",\"labels\":[]}", "count")
                        .get("message")
                        .asString())
                .isEqualTo("is required");
        assertThat(error(thing("\"count\":1,\"source\":{}"), "source.topic")
                        .get("message")
                        .asString())
                .isEqualTo("is required");
        assertThat(error("{\"name\":null,\"kind\":\"KAFKA\",\"count\":1,\"labels\":[]}", "name")
                        .get("message")
                        .asString())
                .isEqualTo("must not be null");
        error("{\"name\":\"a\",\"kind\":\"KAFKA\",\"count\":1,\"labels\":[null]}", "labels");
    }

    @Test
    void aMeaningThatIsRefusedIsTold() {
        assertThat(problem(things(thing("\"count\":-1")), 422, "invalid-request")
                        .get("detail")
                        .asString())
                .contains("count must be 0 or more");
        JsonNode tooLong = problem(
                things("{\"name\":\"much too long\",\"kind\":\"KAFKA\",\"count\":1,\"labels\":[]}"),
                422,
                "invalid-request");
        assertThat(tooLong.at("/errors/0/field").asString()).isEqualTo("name");
        assertThat(tooLong.at("/errors/0/found").asString()).isEqualTo("much too long");
    }

    @Test
    void parametersAreChecked() {
        assertThat(problem(asking.get("/probe/things/x?limit=1", "X-Probe", "p"), 400, "malformed-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("number");
        assertThat(problem(asking.get("/probe/things/1", "X-Probe", "p"), 400, "malformed-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("limit");
        assertThat(problem(asking.get("/probe/things/1?limit=2"), 400, "malformed-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("X-Probe");
        assertThat(problem(asking.get("/probe/things/1?limit=10", "X-Probe", "p"), 422, "invalid-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("limit");
    }

    /** A filter whose name is mistaken would find everything. */
    @Test
    void aParameterThatTheOperationDoesNotHaveIsNamedWithThoseThatItHas() {
        JsonNode mistaken = problem(asking.get("/api/v1/stores?limit=1&Limit=2&kind"), 400, "malformed-request")
                .path("errors");
        assertThat(mistaken.findValuesAsString("field")).containsExactlyInAnyOrder("Limit", "kind");
        assertThat(mistaken.at("/0/message").asString()).isEqualTo("is not a known parameter");
        assertThat(mistaken.at("/0/allowed").asString()).isEqualTo("limit, pageToken");
        assertThat(problem(asking.get("/api/v1/stores/s/transactions?version=1"), 400, "malformed-request")
                        .at("/errors/0/allowed")
                        .asString())
                .isEqualTo("no parameters");
        assertThat(asking.get("/api/v1/stores?limit=1").statusCode()).isEqualTo(200);
        assertThat(asking.get("/api/v1/stores?").statusCode()).isEqualTo(200);
    }

    @Test
    void aQueryThatIsNoTextIsMalformed() {
        for (String query : new String[] {"limit=%ff%fe", "limit=1&x=%c3%28"}) {
            problem(asking.get("/probe/things/1?" + query, "X-Probe", "p"), 400, "malformed-request");
        }
    }

    @Test
    void routesMethodsAndMediaTypes() {
        assertThat(problem(asking.get("/nowhere?x=1"), 404, "not-found")
                        .get("instance")
                        .asString())
                .isEqualTo("/nowhere");
        problem(asking.get("/error"), 404, "not-found");
        HttpResponse<String> wrongMethod = asking.send("DELETE", "/probe/things", "");
        problem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
        problem(asking.send("POST", "/probe/things", "x", "Content-Type", "text/csv"), 415, "unsupported-media-type");
        problem(asking.post("/probe/things", thing("\"count\":1"), "Accept", "image/png"), 406, "not-acceptable");
    }

    @Test
    void anErrorIsAProblemWhateverIsProducedOtherwise() {
        assertThat(problem(asking.get("/probe/lines", "Accept", "application/x-ndjson"), 404, "not-found")
                        .get("winner")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void anAnswerThatFailsBeforeAnyOfItLeftIsAProblem() {
        problem(asking.get("/probe/half?bytes=100"), 503, "unavailable");
    }

    @Test
    void anAnswerThatFailsInItsMiddleIsNotEndedAsIfItWereWhole() {
        String answer = asking.raw("GET /probe/half?bytes=20000 HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(answer.length()).isGreaterThan(8000);
        assertThat(answer).doesNotEndWith("0\r\n\r\n").doesNotContain("urn:weir:problem");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = thing("\"count\":1,\"properties\":{\"p\":\"" + "x".repeat(3000) + "\"}");
        assertThat(problem(things(large), 413, "content-too-large")
                        .get("detail")
                        .asString())
                .contains("2000");
        problem(
                asking.sendChunked("/probe/things", large, "Content-Type", "application/json"),
                413,
                "content-too-large");
        String small = thing("\"count\":1");
        assertThat(asking.sendChunked("/probe/things", small, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsDownIsToldWithWhenToTryAgain() {
        HttpResponse<String> broker = asking.get("/probe/unavailable");
        problem(broker, 503, "unavailable");
        assertThat(broker.headers().firstValue("Retry-After")).hasValue("3");
        HttpResponse<String> database = asking.get("/probe/database-down");
        assertThat(problem(database, 503, "unavailable").get("detail").asString())
                .doesNotContain("db-17");
        assertThat(database.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void theUnexpectedIsLoggedOnceAndToldToNobody(CapturedOutput output) {
        HttpResponse<String> answer = asking.get("/probe/broken", "X-Request-Id", "broken-1");
        assertThat(problem(answer, 500, "internal").get("requestId").asString()).isEqualTo("broken-1");
        assertThat(answer.body()).doesNotContain("hunter2", "IllegalState", "at io.weir");
        assertThat(output.getAll().split("java.lang.IllegalStateException: password", -1))
                .hasSize(2);
        assertThat(output.getAll()).containsPattern("ERROR.*broken-1.*uri=/probe/broken failed");
    }

    @Test
    void aTextThatTheDatabaseCannotKeepIsTheCallersFault() {
        assertThat(problem(asking.get("/probe/nul"), 422, "invalid-request")
                        .get("detail")
                        .asString())
                .contains("NUL");
    }

    @Test
    void whatTheContainerIsToldToRefuseIsAProblemToo() {
        assertThat(problem(asking.get("/probe/send-error"), 409, "request-refused")
                        .get("detail")
                        .asString())
                .isEqualTo("because");
    }

    private static JsonNode error(String body, String field) {
        JsonNode problem = problem(things(body), 400, "malformed-request");
        assertThat(problem.at("/errors/0/field").asString())
                .as(problem.toString())
                .startsWith(field);
        return problem.at("/errors/0");
    }

    private static HttpResponse<String> things(String body) {
        return asking.post("/probe/things", body);
    }

    private static String thing(String more) {
        return "{\"name\":\"a\",\"kind\":\"KAFKA\",\"labels\":[]," + more + "}";
    }
}
