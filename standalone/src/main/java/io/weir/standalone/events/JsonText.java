package io.weir.standalone.events;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** What one line of text is, read as JSON. */
enum JsonText {
    OBJECT,
    OTHER_VALUE,
    /** Begins as JSON, but the text ends before the value does. */
    CUT_OFF,
    NOT_JSON;

    private static final JsonFactory JSON = new JsonFactory();

    static JsonText of(byte[] text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            if (first == null || parser.nextToken() != null) {
                return NOT_JSON;
            }
            return first == JsonToken.START_OBJECT ? OBJECT : OTHER_VALUE;
        } catch (JacksonException e) {
            return isCutOff(e) ? CUT_OFF : NOT_JSON;
        }
    }

    /** Whether a text failed to parse because it ends too early; the parser says so by its type only in some places. */
    static boolean isCutOff(JacksonException failure) {
        return failure instanceof UnexpectedEndOfInputException
                || failure.getOriginalMessage().startsWith("Unexpected end-of-input");
    }
}
