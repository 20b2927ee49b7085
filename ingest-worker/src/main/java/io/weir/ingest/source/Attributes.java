package io.weir.ingest.source;

import io.weir.ingest.stage.Envelope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a broker knows of a record besides its payload.
 *
 * @param time when it came; ISO 8601 in JSON
 * @param properties what its producer gave it: headers, application properties
 * @param system what the broker gave it, and what the protocol has a field for
 */
public record Attributes(@Nullable String time, Map<String, Object> properties, Map<String, Object> system) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Keeps of the values what JSON has; others become text.
     *
     * @param time null if the broker does not tell
     */
    public static Attributes of(
            @Nullable Instant time,
            Map<String, ? extends @Nullable Object> properties,
            Map<String, ? extends @Nullable Object> system) {
        return new Attributes(time == null ? null : time.toString(), plain(properties), plain(system));
    }

    private static Map<String, Object> plain(Map<String, ? extends @Nullable Object> values) {
        return values.entrySet().stream()
                .filter(value -> value.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, value -> plain(value.getValue())));
    }

    private static Object plain(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    /** The record with its attributes. */
    public ByteBuffer envelop(@Nullable ByteBuffer payload) {
        return Envelope.seal(JSON.writeValueAsBytes(this), payload);
    }
}
