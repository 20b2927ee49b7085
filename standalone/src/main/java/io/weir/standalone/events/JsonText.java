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
        } catch (UnexpectedEndOfInputException e) {
            return CUT_OFF;
        } catch (JacksonException e) {
            return NOT_JSON;
        }
    }
}
