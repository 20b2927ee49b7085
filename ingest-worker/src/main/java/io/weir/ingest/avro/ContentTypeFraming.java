package io.weir.ingest.avro;

import io.weir.ingest.decode.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value, and beside it a content type that names a schema of Azure's registry: a field of AMQP, or a header of Kafka.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/schema-registry-concepts">Azure Schema Registry</a>
 */
record ContentTypeFraming(WriterSchemas schemas) implements Framing {

    private static final Pattern CONTENT_TYPE = Pattern.compile("avro/binary\\+([0-9A-Fa-f]{32})");
    private static final String KEY = "content-type";
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public void begin() {
        schemas.begin();
    }

    @Override
    public Framed open(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        String named = attributes == null ? "" : contentType(JSON.readTree(attributes));
        Matcher found = CONTENT_TYPE.matcher(named);
        if (!found.matches()) {
            throw new UnreadableRecordException(
                    named.isEmpty()
                            ? "does not name its schema: it has no content type"
                            : "does not name its schema: its content type is not avro/binary+ID");
        }
        return new Framed(schemas.find(found.group(1).toLowerCase(Locale.ROOT)), ByteBuffer.wrap(payload));
    }

    private static String contentType(JsonNode attributes) {
        return Stream.of("system", "properties")
                .map(part -> attributes.path(part).path(KEY).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
