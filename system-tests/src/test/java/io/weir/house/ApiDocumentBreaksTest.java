package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of break, in a small document; and what is none. */
class ApiDocumentBreaksTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String BEFORE = """
            {"paths": {"/things": {"post": {
              "operationId": "makeThing",
              "parameters": [
                {"in": "query", "name": "dry", "schema": {"type": "boolean"}},
                {"in": "query", "name": "sort", "schema": {"type": "string", "enum": ["name", "age"]}}],
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewThing"}}}},
              "responses": {
                "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "400": {"description": "no"}}}}},
             "components": {"schemas": {
               "NewThing": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"}, "size": {"type": "integer"},
                 "kind": {"type": "string", "enum": ["BIG", "SMALL"]}}},
               "Thing": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"}, "state": {"type": "string", "enum": ["ON"]},
                 "tags": {"type": "array", "items": {"type": "object", "properties": {"tag": {"type": "string"}}}},
                 "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}}}}
            """;

    /** What of the document is written otherwise, and what is then said of it behind the operation's name. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "post": {                                 | "put": {                                  | is removed
            "makeThing"                               | "createThing"                             | is not called makeThing any more
            "name": "dry"                             | "name": "dryRun"                          | : the query parameter dry is removed
            "name": "dry",                            | "name": "dry", "required": true,          | : the query parameter dry is required now
            "schema": {"type": "boolean"}             | "schema": {"type": "string"}              | : the query parameter dry is "string" and was "boolean"
            ["name", "age"]                           | ["name"]                                  | : the query parameter sort does not take age any more
            "schema": {"type": "boolean"}             | "schema": {"type": "boolean", "enum": [true]} | : the query parameter dry takes some values only
            "requestBody": {                          | "requestBody": {"required": true,         | : a body is required now
            {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/N | {"content": {"text/csv": {"schema": {"$ref": "#/components/schemas/N | : a body of application/json is not taken any more
            "required": ["name"], "properties": {\\n     "name": {"type": "string"}, "size" | "required": ["name", "size"], "properties": {\\n     "name": {"type": "string"}, "size" | : the body: size is required now
            "size": {"type": "integer"}               | "size": {"type": "string"}                | : the body: size is "string" and was "integer"
            "size": {"type": "integer"}               | "length": {"type": "integer"}             | : the body: size is removed
            ["BIG", "SMALL"]                          | ["SMALL"]                                 | : the body: kind does not take BIG any more
            "201": {                                  | "202": {                                  | : the answer 201 is removed
            "201": {"content": {"application/json"    | "201": {"content": {"text/csv"            | : the answer 201 is not given as application/json any more
            "state": {                                | "status": {                               | : the answer 201: state is removed
            {"tag": {"type": "string"}}               | {"tag": {"type": "integer"}}              | : the answer 201: tags: each: tag is "integer" and was "string"
            "Thing": {"type": "object", "required": ["name"], "properties": {\\n     "name": {"type": "string"}, "state" | "Thing": {"type": "object", "properties": {\\n     "name": {"type": "string"}, "state" | : the answer 201: name may be absent now
            """)
    void whatBreaksProgramsIsTold(String old, String other, String told) throws IOException {
        String name = told.startsWith(":") ? "post /things" : "post /things ";
        assertThat(ApiDocumentBreaks.between(json(BEFORE), json(changed(old, other))))
                .containsExactly(name + told);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["ON"]                       | ["ON", "OFF"]
            ["ON"]                       | []
            ["BIG", "SMALL"]             | ["BIG", "SMALL", "TINY"]
            "size": {"type": "integer"}  | "size": {"type": "integer"}, "more": {"type": "string"}
            "state": {                   | "more": {"type": "string"}, "state": {
            "201": {                     | "202": {"description": "later"}, "201": {
            "400": {                     | "422": {
            "parameters": [              | "parameters": [ {"in": "header", "name": "dry", "schema": {"type": "string"}},
            {"paths": {                  | {"paths": {"/more": {"get": {"operationId": "more"}},
            """)
    void whatIsMoreBreaksNone(String old, String other) throws IOException {
        assertThat(ApiDocumentBreaks.between(json(BEFORE), json(changed(old, other))))
                .isEmpty();
    }

    @Test
    void theSameBreaksNone() throws IOException {
        assertThat(ApiDocumentBreaks.between(json(BEFORE), json(BEFORE))).isEmpty();
    }

    private static String changed(String old, String other) {
        String from = old.replace("\\n", "\n").strip();
        assertThat(BEFORE).contains(from);
        return BEFORE.replace(from, other.replace("\\n", "\n").strip());
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }
}
