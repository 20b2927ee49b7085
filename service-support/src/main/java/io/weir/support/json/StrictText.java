package io.weir.support.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Takes a text for a text and nothing else, and none with half of a surrogate pair: JSON can say it and UTF-8 cannot, so that
 * another text would be kept, or none.
 */
public final class StrictText extends StdScalarDeserializer<String> {

    /** What is wrong with such a text. The text itself is in no error: it may be a secret. */
    public static final String HALF = "has half of a surrogate pair";

    private static final long serialVersionUID = 1L;

    private StrictText() {
        super(String.class);
    }

    /** For the values of fields: of their names the parser looks at the halves itself. */
    static SimpleModule module() {
        return new SimpleModule("strict-text").addDeserializer(String.class, new StrictText());
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(getValueType(context), parser);
        }
        String text = parser.getString();
        if (!isWhole(text)) {
            return context.reportInputMismatch(String.class, HALF);
        }
        return text;
    }

    @Override
    public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer type) {
        return deserialize(parser, context);
    }

    private static boolean isWhole(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }
}
