package io.weir.delta.json;

import io.weir.delta.InvalidActionException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How JSON is read and written here: numbers keep every digit, fields their order, and a field twice is refused. */
public final class DeltaJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Looked up in the tree that is made anyway: a parser that watches for it keeps every name a second time.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader COMPACT = MAPPER.readerFor(CompactValue.class);

    private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[[^\\]]*\\]\\)");

    private DeltaJson() {}

    /** The one mapper; safe to share between threads. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads any JSON value.
     *
     * @param path what an error calls this text
     * @throws InvalidActionException if it is not JSON
     */
    public static JsonNode parse(String text, String path) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException unreadable) {
            throw notJson(unreadable, text, path);
        }
    }

    /** As {@link #parse}, without trees; the value is one that {@link CompactObject} names. */
    public static Object parseCompact(String text, String path) {
        try {
            return COMPACT.<CompactValue>readValue(text).value();
        } catch (JacksonException unreadable) {
            throw notJson(unreadable, text, path);
        }
    }

    private static InvalidActionException notJson(JacksonException unreadable, String text, String path) {
        // The parser names places that it was told not to show.
        String reason = PLACE.matcher(unreadable.getOriginalMessage()).replaceAll("");
        return new InvalidActionException(path, "is not JSON (" + reason + ")", text, "one JSON value");
    }

    /** As {@link #parse}, of an object only. */
    public static ObjectNode parseObject(String text, String path) {
        return object(parse(text, path), path);
    }

    /** The value as an object, or an error that names {@code path}. */
    public static ObjectNode object(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidActionException(path, "is not an object", node, "a JSON object");
    }
}
