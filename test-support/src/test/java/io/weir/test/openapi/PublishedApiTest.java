package io.weir.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that is none of the document's is told, one that is passes. */
class PublishedApiTest {

    private static final String DOCUMENT = """
            {"openapi": "3.1.0", "paths": {
              "/things": {"get": {"operationId": "listThings", "responses": {
                "200": {"$ref": "#/components/responses/Things"},
                "404": {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"},
                  "examples": {"not-found": {}}}}}}}},
              "/things/{thing}": {"delete": {"operationId": "deleteThing", "responses": {"204": {}}},
                "get": {"operationId": "downloadThing", "responses": {
                "200": {"content": {"application/octet-stream": {}}}}}}},
             "components": {"responses": {"Things": {"content": {"application/json": {"schema":
               {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items":
                 {"$ref": "#/components/schemas/Thing"}}}}}}}},
               "schemas": {"Problem": {"type": "object", "required": ["title"], "properties": {"status": {"type": "integer"},
                 "code": {"type": "string"}, "requestId": {"type": "string"}, "title": {"type": "string"}}},
               "Thing": {"type": "object", "properties": {
                 "madeAt": {"type": "string", "format": "date-time"},
                 "parts": {"type": "integer", "minimum": 0},
                 "name": {"type": "string", "maxLength": 3, "pattern": "[a-z]+"},
                 "labels": {"type": "object", "additionalProperties": {"type": "string"}}}}}}}
            """;

    private HttpServer server;
    private int status;
    private String type = "";
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<String> faults(String operation, int status, String type, String body) throws Exception {
        this.status = status;
        this.type = type;
        this.body = body;
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        HttpRequest asked = HttpRequest.newBuilder(URI.create(address)).build();
        HttpClient client = HttpClient.newHttpClient();
        return new PublishedApi(DOCUMENT, 1)
                .faults(
                        operation::equals,
                        1,
                        (method, target, sent) -> client.send(asked, HttpResponse.BodyHandlers.ofString()));
    }

    private static void isFault(List<String> faults, String text) {
        assertThat(faults).singleElement().asString().contains(text);
    }

    @Test
    void whatTheDocumentSaysPasses() throws Exception {
        assertThat(faults("listThings", 200, "application/json;charset=UTF-8", "{\"items\":[]}"))
                .isEmpty();
        assertThat(faults("deleteThing", 204, "", "")).isEmpty();
        assertThat(faults("downloadThing", 200, "application/octet-stream", "")).isEmpty();
    }

    @Test
    void aStatusMustBeDeclared() throws Exception {
        isFault(faults("listThings", 201, "application/json", "{\"items\":[]}"), "does not say that it answers 201");
        isFault(faults("listThings", 204, "", ""), "does not say that it answers 204");
        isFault(faults("listThings", 302, "", ""), "does not say that it answers 302");
    }

    @Test
    void aMediaTypeMustBeThatOfTheStatus() throws Exception {
        isFault(faults("listThings", 200, "text/html", "{\"items\":[]}"), "its type is 'text/html'");
        isFault(faults("listThings", 200, "", "{\"items\":[]}"), "its type is ''");
        isFault(faults("downloadThing", 200, "application/json", "{}"), "its type is 'application/json'");
    }

    @Test
    void aDeclaredBodyMustBeThere() throws Exception {
        isFault(faults("listThings", 200, "application/json", ""), "no body");
        isFault(faults("listThings", 200, "application/json", "{}"), "'items'");
        isFault(faults("listThings", 200, "application/json", "items"), "no JSON");
    }

    @Test
    void whatIsInABodyMustBeAsItsSchemaSays() throws Exception {
        assertThat(faults("listThings", 200, "application/json", """
                {"items": [{"madeAt": "2026-11-28T00:00:00.5Z", "parts": 0, "name": "abc", "labels": {"any": "one"}}]}
                """)).isEmpty();
        isFault(items("{'madeAt': '2026-11-28 00:00:00'}"), "madeAt");
        isFault(items("{'parts': -1}"), "parts");
        isFault(items("{'parts': 1.5}"), "parts");
        isFault(items("{'name': 'abcd'}"), "name");
        isFault(items("{'name': '123'}"), "name");
        isFault(items("{'name': null}"), "name");
        isFault(items("{'labels': {'any': 1}}"), "labels");
    }

    @Test
    void aFieldMustBeDeclared() throws Exception {
        isFault(items("{'colour': 'red'}"), "'colour'");
        isFault(faults("listThings", 200, "application/json", "{\"items\": [], \"next\": 1}"), "'next'");
    }

    private List<String> items(String item) throws Exception {
        return faults("listThings", 200, "application/json", "{\"items\": [" + item.replace('\'', '"') + "]}");
    }

    @Test
    void aProblemMustBeDeclared() throws Exception {
        assertThat(problem("not-found", "title")).isEmpty();
        assertThat(problem("not-found", "subject")).hasSize(2).anyMatch(fault -> fault.contains("'title'"));
        isFault(problem("table-not-found", "title"), "does not say that it answers table-not-found");
    }

    private List<String> problem(String code, String field) throws Exception {
        String body = "{\"status\": 404, \"code\": \"%s\", \"requestId\": \"1\", \"%s\": \"text\"}";
        return faults("listThings", 404, "application/problem+json", body.formatted(code, field));
    }

    @Test
    void aBodyMustBeDeclared() throws Exception {
        isFault(faults("deleteThing", 204, "application/json", ""), "a body that the document does not say");
    }
}
