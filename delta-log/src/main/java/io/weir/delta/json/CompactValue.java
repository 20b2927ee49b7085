package io.weir.delta.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Any JSON value, for a mapper to read.
 *
 * @param value one that {@link CompactObject} names
 */
@JsonDeserialize(using = CompactValue.Reading.class)
record CompactValue(Object value) {

    static final class Reading extends ValueDeserializer<CompactValue> {

        @Override
        public CompactValue deserialize(JsonParser json, DeserializationContext context) {
            return new CompactValue(CompactObject.read(json, context));
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return new CompactValue(JsonNodeFactory.instance.nullNode());
        }
    }
}
