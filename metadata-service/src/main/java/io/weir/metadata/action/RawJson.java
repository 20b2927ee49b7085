package io.weir.metadata.action;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A JSON object that is known as text and sent as it is, without being parsed.
 *
 * @param text the object's text
 */
@Schema(implementation = Object.class)
public record RawJson(@JsonValue @JsonRawValue String text) {}
