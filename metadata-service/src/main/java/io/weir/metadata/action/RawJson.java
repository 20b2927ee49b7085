package io.weir.metadata.action;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that is known as text and sent as it is, without being parsed.
 *
 * @param text the object's text
 */
@Schema(implementation = Object.class)
public record RawJson(@JsonValue @JsonRawValue String text) {

    /** Reads an object; its text is not the very one that was sent, but says the same. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RawJson of(JsonNode object) {
        return new RawJson(object.toString());
    }
}
