package io.weir.lineage.openlineage;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Answers with JSON that clients sent, whatever it holds: half a surrogate pair would break off the usual writer in the
 * middle of the answer, and so would one level too many.
 */
@JacksonComponent
class VerbatimJson extends ValueSerializer<JsonNode> {

    @Override
    public void serialize(JsonNode value, JsonGenerator json, SerializationContext context) {
        json.writeRawValue(EventJson.write(value));
    }
}
