package io.weir.ingest.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.decode.UnreadableRecordException;
import io.weir.ingest.source.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where records say which schema of Azure's registry they are of. */
class ContentTypeFramingTest {

    private static final String ID = "64fc737160ff41bdb8a0b8af028e6827";
    private static final byte[] PAYLOAD = "value".getBytes(StandardCharsets.UTF_8);

    private final List<String> asked = new ArrayList<>();
    private final WriterSchema schema = schema();
    private final Framing framing = new ContentTypeFraming(id -> {
        asked.add(id);
        return schema;
    });

    private static WriterSchema schema() {
        try {
            return WriterSchema.parse(
                    "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}",
                    List.of(),
                    "it");
        } catch (UnreadableRecordException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String attributes(Map<String, String> properties, Map<String, String> system) {
        return JsonMapper.shared().writeValueAsString(Attributes.of(null, properties, system));
    }

    private void refused(String attributes, String why) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> framing.open(PAYLOAD, attributes))
                .withMessageContaining(why);
    }

    @Test
    void aFieldOfAmqpOrAHeaderOfKafkaNamesTheSchema() throws UnreadableRecordException {
        Map<String, String> type = Map.of("content-type", "avro/binary+" + ID);

        Framing.Framed amqp = framing.open(PAYLOAD, attributes(Map.of("content-type", "of nobody"), type));
        Framing.Framed kafka = framing.open(
                PAYLOAD, attributes(Map.of("content-type", "avro/binary+" + ID.toUpperCase(Locale.ROOT)), Map.of()));

        assertThat(asked).containsExactly(ID, ID);
        assertThat(amqp.schema()).isSameAs(schema);
        assertThat(kafka.bytes().remaining()).isEqualTo(PAYLOAD.length);
    }

    @Test
    void whatNamesNoneIsADeadLetter() {
        refused(null, "it has no content type");
        refused(attributes(Map.of(), Map.of()), "it has no content type");
        refused(attributes(Map.of(), Map.of("content-type", "application/json")), "is not avro/binary+ID");
        refused(attributes(Map.of(), Map.of("content-type", "avro/binary+../../x")), "is not avro/binary+ID");
        assertThat(asked).isEmpty();
    }
}
