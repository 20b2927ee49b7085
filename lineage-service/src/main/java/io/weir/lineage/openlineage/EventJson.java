package io.weir.lineage.openlineage;

import io.weir.support.json.ParserReason;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as events need it: bounded in depth, numbers kept to the digit, written in one canonical form (sorted keys, no
 * white space), so that equal events are equal texts.
 */
public final class EventJson {

    /** Objects and arrays within each other; answers may nest a little deeper. Spark's logical plans stay far below. */
    public static final int MAXIMUM_DEPTH = 450;

    private static final JsonMapper MAPPER = nestingUpTo(MAXIMUM_DEPTH);

    /** Whatever could be written can be read: rows of a version before may nest deeper. */
    private static final JsonMapper STORED = nestingUpTo(StreamWriteConstraints.DEFAULT_MAX_DEPTH);

    private EventJson() {}

    private static JsonMapper nestingUpTo(int levels) {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(levels).build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .build();
    }

    /** Reads a body. Refuses what is no JSON, or nested too deep, as a malformed request. */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            if (read.isMissingNode()) {
                throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The body is empty; send a JSON event");
            }
            return read;
        } catch (JacksonException notJson) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_REQUEST, "The body is no JSON: " + place(notJson), null, notJson);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static JsonNode read(String stored) {
        return STORED.readTree(stored);
    }

    /** Maps, lists, texts and numbers as JSON. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Writes JSON in canonical form. */
    public static String write(JsonNode value) {
        return escapeHalfPairs(MAPPER.writeValueAsString(value));
    }

    /** Half a surrogate pair has no UTF-8, but JSON can say it: as {@code \\ud800}. */
    private static String escapeHalfPairs(String json) {
        if (Names.isWhole(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (Character.getType(point) == Character.SURROGATE) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    /** The text at a field; null where there is none or something else. */
    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static String place(JacksonException failure) {
        var location = failure.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return ParserReason.of(failure) + where;
    }
}
